"""What holds for the fixes of all bad code: it stays valid, is mended once for all, and keeps its ways."""

from __future__ import annotations

import re
import tempfile
import textwrap
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from asyncproof.check.checker import Checker
from asyncproof.check.examples import examples_of
from asyncproof.check.fixing.judging import compiles
from asyncproof.check.fixing.mending import Mended, Mender
from asyncproof.check.fixing.patch import Patch, moved, patched
from asyncproof.check.reading.source import Source, decode, split_lines
from asyncproof.check.registry import all_rules

RULES = [rule for rule in all_rules() if rule.default]
PAGES = [
    text
    for rule in all_rules()
    for kind in ("good", "bad")
    for example in examples_of(rule, kind)
    for name, text in example.files.items()
    if name.endswith(".py")
]
PROJECT = """\
[project]
name = "shop"
dependencies = ["pytest", "pytest-asyncio"]
[tool.pytest.ini_options]
asyncio_mode = "{mode}"
anyio_mode = "strict"
"""
HEADS = (
    "",
    '"""What it is."""\n',
    "# A remark.\n\n",
    "#!/usr/bin/env python\n# More of it.\n",
    '"""What it is."""\nfrom __future__ import annotations\n\nimport os\n\n',
    "import pytest as pt\nfrom unittest import mock\n\n",
    "from pytest import (\n    fixture,\n    mark,\n)\nimport unittest\n",
)
STATEMENTS = (
    "work()",
    "await work()",
    "assert work()",
    "assert not work(), 'oh'",
    "x = work()['é']",
    "y = work().name; work()",
    "for x in work(): pass",
    "async with work() as x: pass",
    "z = [work() for _ in () if work()]",
    "f = lambda: work()",
    "assert work() == '日本'",
    "gather(await work(), await work())",
    "m = AsyncMock(); m.__aexit__ = AsyncMock(); m.assert_awaited_once",
    "pass  # asyncproof: ignore[missing-await]",
)
BLOCKS = ("if x:", "for x in ():", "with x:", "try:")


@st.composite
def bodies(draw: st.DrawFn, depth: int = 2) -> str:
    """Draw the statements of a function."""
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        if depth and draw(st.booleans()):
            block = draw(st.sampled_from(BLOCKS))
            lines += [block, textwrap.indent(draw(bodies(depth - 1)), "    ")]
            lines += ["finally:\n    pass"] if block == "try:" else []
        else:
            lines.append(draw(st.sampled_from(STATEMENTS)))
    return "\n".join(lines)


@st.composite
def modules(draw: st.DrawFn) -> str:
    """Draw a module of bad tests."""
    text = draw(st.sampled_from(HEADS))
    text += "from asyncio import gather\nfrom unittest.mock import AsyncMock\n\nasync def work(): return {}\n"
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(("", "async ")))
        mark = draw(st.sampled_from(("", "@staticmethod\n", "@gather\n")))
        function = f"{mark}{kind}def test_{number}():\n{textwrap.indent(draw(bodies()), '    ')}\n"
        base = draw(st.sampled_from(("", "", "unittest.TestCase", "object")))
        text += f"class Test{number}({base}):\n{textwrap.indent(function, '    ')}" if base else function
    return text


@st.composite
def mutants(draw: st.DrawFn) -> str:
    """Draw an example of a page with some `await` and `async` taken out."""
    text = draw(st.sampled_from(PAGES))
    places = [match.span() for match in re.finditer(r"\bawait |\basync (?=def)", text)]
    for begin, end in reversed(places):
        if draw(st.booleans()):
            text = text[:begin] + text[end:]
    return text


def mended(raw: bytes, mode: str) -> Mended:
    """Mend a file of these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "pyproject.toml").write_text(PROJECT.format(mode=mode))
        (root / "test_it.py").write_bytes(raw)
        mender = Mender(lambda read: Checker(root, RULES, raises=True, read=read), unsafe=True)
        return mender.mend([root / "test_it.py"])


def source_of(raw: bytes) -> Source:
    """Read some bytes."""
    found = decode("test_it.py", raw)
    assert isinstance(found, Source)
    return found


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    text=st.one_of(modules(), mutants()),
    newline=st.sampled_from(("\n", "\r\n", "\r")),
    form=st.sampled_from(("utf-8", "utf-8-sig", "latin-1")),
    mode=st.sampled_from(("auto", "strict")),
)
def test_fixes_of_all_kinds_of_code(text: str, newline: str, form: str, mode: str) -> None:
    """The result is valid, has less to be found and nothing else, and is left alone the next time."""
    if form == "latin-1":
        text = "# coding: latin-1\n" + text.replace("日本", "ü")
    raw = text.replace("\n", newline).encode(form)
    found = mended(raw, mode)
    if not found.files:
        return
    ((before, after),) = found.files.values()
    assert before.raw == raw
    assert compiles(after) or not compiles(before)
    assert after.raw == after.text.encode(form)
    assert {line[len(line.rstrip("\r\n")) :] for line in split_lines(after.text)} <= {newline, ""}
    assert len(found.done) >= 1
    again = mended(after.raw, mode)
    assert not again.files
    assert [(hit.rule, hit.span) for hit in again.outcome.hits] == [
        (hit.rule, hit.span) for hit in found.outcome.hits
    ]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=st.text("ab\n", max_size=30), data=st.data())
def test_places_that_no_patch_touches_are_found_again(text: str, data: st.DataObject) -> None:
    """With the same character at them, and in the same order."""
    cuts = data.draw(st.lists(st.integers(0, len(text)), unique=True, max_size=6).map(sorted))
    patches = [
        Patch(begin, end, data.draw(st.text("xy", max_size=3)))
        for begin, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    new = patched(text, patches)
    inside = {place for patch in patches for place in range(patch.start, patch.end + 1)}
    for place, character in enumerate(text):
        first, last = moved(patches, place)
        assert 0 <= first <= last <= len(new)
        if place not in inside:
            assert first == last
            assert new[first] == character
