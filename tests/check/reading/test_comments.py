from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyncproof.check.reading.comments import Kind, Suppression, read_suppressions
from asyncproof.check.reading.source import Source, decode


def source_of(text: str) -> Source:
    """Make a source of a text."""
    source = decode("a.py", text.encode())
    assert isinstance(source, Source)
    return source


def found_in(text: str) -> tuple[Suppression, ...]:
    """Read the comments of a text that has no mistakes in them."""
    read = read_suppressions(source_of(text))
    assert read.troubles == ()
    return read.found


def names_in(text: str) -> list[tuple[Kind, list[str]]]:
    """Return what the comments of a text say."""
    return [(one.kind, [name.text for name in one.names]) for one in found_in(text)]


@pytest.mark.parametrize(
    ("comment", "kind", "names"),
    [
        ("# asyncproof: ignore", Kind.IGNORE, []),
        ("#asyncproof:ignore[missing-await]", Kind.IGNORE, ["missing-await"]),
        (
            "# asyncproof : ignore [AP101,missing-await] because it is so",
            Kind.IGNORE,
            ["AP101", "missing-await"],
        ),
        ("# type: ignore  # asyncproof: ignore[ a , b ]", Kind.IGNORE, ["a", "b"]),
        ("# asyncproof: ignore-file", Kind.IGNORE_FILE, []),
        ("# asyncproof: ignore-file[AP1]", Kind.IGNORE_FILE, ["AP1"]),
        ("# noqa", Kind.NOQA, []),
        ("# NOQA: ap101", Kind.NOQA, ["ap101"]),
        ("# NoQA:E501,AP101 AP102 reason", Kind.NOQA, ["E501", "AP101", "AP102"]),
        ("# noqa: because", Kind.NOQA, []),
    ],
)
def test_comments_switch_rules_off(comment: str, kind: Kind, names: list[str]) -> None:
    """A comment names the rules that it switches off, or none to mean all."""
    assert names_in(f"x = 1  {comment}\n") == [(kind, names)]


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\n",
        "x = '# asyncproof: ignore'\n",
        "'''\n# noqa\n'''\n",
        "x = 1  # noqa: E501\n",
        "x = 1  # noqa: E501, F401\ny = 'noqa'\n",
        "x = 1  # flake8: noqa\n",
        "x = 1  # asyncproof: the loop is ours here\n",
        "import asyncproof\n",
        "x = 1  # noqanything\n",
    ],
)
def test_other_words_switch_nothing_off(text: str) -> None:
    """Strings, sentences about asyncproof and codes of other tools are left alone."""
    assert found_in(text) == ()


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("# asyncproof: ingore[a]", "`# asyncproof: ingore[a]` says nothing that asyncproof knows"),
        ("# asyncproof: ignore_file", "`# asyncproof: ignore_file` says nothing that asyncproof knows"),
        ("# asyncproof: skip[a]", "`# asyncproof: skip[a]` says nothing that asyncproof knows"),
        ("# asyncproof: ignore[a", "`# asyncproof: ignore[a` lacks its closing bracket"),
        ("# asyncproof: ignore[ ]", "`# asyncproof: ignore[ ]` names no rule"),
    ],
)
def test_a_slip_is_told(comment: str, message: str) -> None:
    """A comment that was meant to switch something off and doesn't is a trouble, not silence."""
    read = read_suppressions(source_of(f"x = 1\ny = 2  {comment}\n"))
    assert read.found == ()
    assert [(one.line, one.message) for one in read.troubles] == [(2, message)]
    assert "rule" in read.troubles[0].cure or "ignore[name]" in read.troubles[0].cure


def test_it_says_where_it_stands() -> None:
    """The columns are those of the comment and of each name, so that they can be removed."""
    line = "é = 1  # x # asyncproof: ignore[AP1, b] why"
    (one,) = found_in(line)
    assert (one.line, line[one.column : one.end_column]) == (1, "# asyncproof: ignore[AP1, b]")
    assert [line[name.column : name.end_column] for name in one.names] == ["AP1", "b"]


@pytest.mark.parametrize("broken", ["", "\nx = (\n"])
@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("x = 1 # HERE\n", (1, 1)),
        ("f( # HERE\n  a,\n  b,\n)\n", (1, 4)),
        ("f(\n  a,\n  b,\n) # HERE\n", (1, 4)),
        ("f(\n  a, # HERE\n  b,\n)\n", (2, 2)),
        ("@a # HERE\n@b(\n  1\n)\nasync def f(\n  x\n):\n  pass\n", (1, 7)),
        ("@a\n@b(\n  1\n)\nasync def f(\n  x\n): # HERE\n  pass\n", (1, 7)),
        ("@a\n@b(\n  1 # HERE\n)\nasync def f(): pass\n", (3, 3)),
        ("def f(): # HERE\n  pass\n", (1, 1)),
        ("if x:\n  # HERE\n\n  y = (1,\n    2)\n", (2, 5)),
        ("x = 1\n# HERE\n", (2, 2)),
        ("x = 1; y = '''\n''' # HERE\r\nz = 1\n", (1, 2)),
    ],
)
def test_it_counts_for_its_statement(text: str, span: tuple[int, int], broken: str) -> None:
    """On the first or last line it counts for a whole statement or head, alone for what follows."""
    text = text.replace("# HERE", "# asyncproof: ignore") + broken
    (one,) = found_in(text)
    if not broken or span != (2, 2):
        assert (one.first_line, one.last_line) == span
    covered = {line for line in range(1, 20) if one.covers(line)}
    assert set(range(span[0], span[1] + 1)) <= covered


def test_a_noqa_on_its_own_line_counts_for_nothing_else() -> None:
    """Other tools read a `noqa` for its line only, and so do we."""
    (one,) = found_in("# noqa\nx = 1\n")
    assert (one.first_line, one.last_line) == (1, 1)


def test_a_file_is_covered_everywhere() -> None:
    """`ignore-file` counts for all lines, wherever it stands."""
    (one,) = found_in("x = 1\n\n# asyncproof: ignore-file[a]\n")
    assert one.covers(1)
    assert one.covers(99)


def test_files_that_cannot_be_tokenized_are_read_too() -> None:
    """Comments count where a bracket or a string is left open, and strings are still none."""
    text = "x = ( # noqa\ndef f(): # asyncproof: ignore[a]\n    '# noqa'\n    return 1 # noqa: AP1\ny = '''\n"
    assert [(one.line, one.kind) for one in found_in(text)] == [
        (1, Kind.NOQA), (2, Kind.IGNORE), (4, Kind.NOQA),
    ]  # fmt: skip


WORDS = [*"\n\r\t\f ()[]'\"\\#@x:", "noqa", "asyncproof:", "ignore", "AP1"]


@given(st.lists(st.sampled_from(WORDS)).map("".join))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever stands in a file, comments are found in their lines."""
    source = source_of(text)
    for one in read_suppressions(source).found:
        assert source.line(one.line)[one.column : one.end_column].startswith("#")
        assert one.first_line <= one.line <= max(one.last_line, one.line)
