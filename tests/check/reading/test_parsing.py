from __future__ import annotations

import ast
import gc
import sys
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asyncproof.check.reading.parsing import Parsed, parse
from asyncproof.check.reading.source import Source, decode, split_lines

HERE = Path(__file__).resolve()
SAMPLES = [
    (HERE.parents[3] / "src/asyncproof" / name).read_text(encoding="utf-8")
    for name in ("core/codec.py", "loop/limits.py", "check/rule.py", "check/reading/logical.py")
]


def parsed(text: str) -> Parsed:
    """Parse a text."""
    return parse(Source("a.py", text.encode(errors="replace"), text))


def names_in(tree: ast.AST | None) -> list[str]:
    """List the functions of a tree."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node.name for node in ast.walk(tree) if isinstance(node, kinds)] if tree else []


def test_code_is_parsed_as_it_is() -> None:
    """The tree of code without errors is Python's own."""
    text = "async def f():\n    await g()\n"
    assert parsed(text).troubles == ()
    assert ast.dump(parsed(text).tree or ast.Module([], [])) == ast.dump(ast.parse(text))


def test_nothing_is_no_trouble() -> None:
    """An empty file has an empty tree."""
    assert (parsed("").troubles, parsed("# only\n").troubles) == ((), ())
    assert ast.dump(parsed("").tree or ast.Pass()) == ast.dump(ast.Module([], []))


def test_warnings_about_the_code_are_not_shown() -> None:
    """An invalid escape in somebody's string is no warning of ours."""
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        assert parsed("x = '\\d'\nx is 1\n").tree is not None
    assert shown == []


@pytest.mark.parametrize("text", ["x = 1", "x = )"])
def test_the_collector_is_as_it_was(text: str) -> None:
    """The collector is off while parsing only, and stays off where it was."""
    assert gc.isenabled()
    parsed(text)
    assert gc.isenabled()
    gc.disable()
    try:
        parsed(text)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_where_nothing_is_left_there_is_no_tree() -> None:
    """A file of which nothing can be read has no tree, and a trouble."""
    found = parsed("?\n")
    assert (found.tree, len(found.troubles)) == (None, 1)


@pytest.mark.parametrize("deep", [".a" * 10_000, "()" * 10_000, " + 1" * 10_000, "[0]" * 10_000])
def test_a_deep_expression_is_a_trouble(deep: str) -> None:
    """An expression that is 10,000 levels deep is told on every Python; what is beside it is seen."""
    found = parsed(f"def f():\n    return 1\ndef g(x):\n    y = x{deep}\n    return y\n")
    assert names_in(found.tree) == ["f", "g"]
    assert [one.line for one in found.troubles] == [4]


def test_a_text_that_cannot_be_encoded_is_a_trouble() -> None:
    """A lone surrogate, as some old encodings yield, is told, and the rest is seen."""
    found = parsed("x = 1\ny = '\ud800'\ndef f(): pass\n")
    assert names_in(found.tree) == ["f"]
    assert [one.line for one in found.troubles] == [2]


def test_the_functions_around_are_seen() -> None:
    """In the midst of typing, all functions but the one that is typed are seen."""
    before = "".join(
        f"async def test_{number}():\n    assert await f({number})\n\n\n" for number in range(50)
    )
    typed = "async def test_new():\n    async with client.get(\n\n\n"
    found = parsed(before + typed + before.replace("test_", "check_"))
    assert len(set(names_in(found.tree))) == 101
    assert [(one.line, one.last_line) for one in found.troubles] == [(202, 202)]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_breaks_it(data: st.DataObject) -> None:
    """Whatever is cut out of code or put into it, parsing ends, and what is told is in the file."""
    text = data.draw(st.sampled_from(SAMPLES))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 40)))
        text = (
            text[:start] + data.draw(st.text(alphabet="()[]{}'\"\\:\n\t #fdx=,@.", max_size=4)) + text[end:]
        )
    found = parsed(text)
    lines = len(split_lines(text))
    for one in found.troubles:
        assert one.line is not None
        assert 1 <= one.line <= (one.last_line or one.line) <= lines
    for node in ast.walk(found.tree) if found.tree else ():
        if isinstance(node, ast.stmt):
            assert 1 <= node.lineno <= (node.end_lineno or 0) <= lines


@settings(deadline=None)
@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever a file holds, there is a tree, or a trouble says why not."""
    source = decode("a.py", text.encode(errors="replace"))
    if isinstance(source, Source):
        found = parse(source)
        assert found.tree is not None or found.troubles


def test_a_later_python_reads_more() -> None:
    """Syntax of a newer Python that can't be rewritten is told with this Python's version."""
    found = parsed("type X = int\nx = 1\n")
    messages = [one.message for one in found.troubles]
    if sys.version_info >= (3, 12):
        assert messages == []
    else:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        assert messages == [f"line 1 can't be read by Python {version}: invalid syntax"]
    assert found.tree is not None
    assert ast.unparse(found.tree.body[-1]) == "x = 1"
