from __future__ import annotations

import io
import tokenize
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyncproof.check.reading.logical import lay_out

HERE = Path(__file__).resolve()
LAYOUT_ONLY = {tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def by_tokens(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int, str]]]:
    """Return the logical lines and the comments as Python's own tokenizer has them."""
    lines: list[tuple[int, int]] = []
    comments: list[tuple[int, int, str]] = []
    first = 0
    for token in tokenize.generate_tokens(io.StringIO(text, newline="").readline):
        if token.type == tokenize.COMMENT:
            comments.append((*token.start, token.string.rstrip("\r")))
        elif token.type == tokenize.NEWLINE:
            lines += [(first, token.start[0])] if first else []
            first = 0
        elif not first and token.type not in LAYOUT_ONLY:
            first = token.start[0]
    return lines, comments


def by_us(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int, str]]]:
    """Return the same as we have it."""
    layout = lay_out(text)
    return [(line.first, line.last) for line in layout.lines], [tuple(one) for one in layout.comments]


@pytest.mark.parametrize(
    "path", sorted((HERE.parents[3] / "src").rglob("*.py"))[::7], ids=lambda path: path.stem
)
def test_honest_code_is_split_as_python_does(path: Path) -> None:
    """For code without errors the logical lines and comments are the tokenizer's."""
    text = path.read_text(encoding="utf-8")
    assert by_us(text) == by_tokens(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "\n\n# only\n",
        "x = 1  # one\r\n# two\r\n  # three\ry = 2\n",
        "if x:\n\ty = (1,\n2)\n\n\f  \nz\\\n = 3\n",
        "a = '''\n# no\n''' # yes\nb = '\\' # no' # yes\n",
        'c = f"{x:#x} # no" # yes\nd = f"{x!r:>{width}}" "#" # yes\n',
        "e = rb'\\' # no' # yes\n",
        "g = [\n  x for x in y # a\n  if x # b\n  for z in w\n]\n",
        "@deco(\n 1\n)\nasync def f(): return '#' # x\n",
        "h = f'{{# no' # yes\ni = f\"{'{'}\" # yes\n",
    ],
)
def test_corners_are_split_as_python_does(text: str) -> None:
    """Strings, continued lines and all line ends are seen as the tokenizer sees them."""
    assert by_us(text) == by_tokens(text)


@pytest.mark.parametrize(
    ("text", "lines", "left_open"),
    [
        ("x = f(\ndef g():\n    pass\n", [(1, 1), (2, 2), (3, 3)], {0}),
        ("x = f(\n    return 1\n", [(1, 1), (2, 2)], {0}),
        ("  x = [1,\n  y = 2\nz\n", [(1, 1), (2, 2), (3, 3)], {0}),
        ("f(a,\nb)\n", [(1, 2)], set()),
        ("f(\n  if x\n)\n", [(1, 3)], set()),
        ("x = 'abc\ny\n", [(1, 1), (2, 2)], set()),
        ('x = """abc\ny\n', [(1, 1), (2, 2)], set()),
        ("x = f'{a\ny\n", [(1, 1), (2, 2)], set()),
        ("x = f'{a[\"}\ny\n", [(1, 1), (2, 2)], set()),
        ("x = f'{a", [(1, 1)], set()),
        ("x = f'a", [(1, 1)], set()),
        ("x = f'a\ny\n", [(1, 1), (2, 2)], set()),
        ("x = f'''{a", [(1, 1)], set()),
        ("x)\ny\n", [(1, 1), (2, 2)], set()),
        ("x = (", [(1, 1)], set()),
        ("x = (\n", [(1, 1)], set()),
    ],
)
def test_broken_code_is_split_somehow(text: str, lines: list[tuple[int, int]], left_open: set[int]) -> None:
    """A bracket or a string that is never closed ends where a statement can't be part of it."""
    layout = lay_out(text)
    assert [(line.first, line.last) for line in layout.lines] == lines
    assert layout.left_open == left_open


def test_f_strings_are_placed() -> None:
    """f-strings and t-strings are found with their ends, also where only 3.12 can read them."""
    text = "a = f'x' + rf\"{d[\"k\"]:{'>'}3}\"; b = t'''{\n1}'''; c = 'f'; f\"{'x}\""
    spans = [text[one.start : one.end] for one in lay_out(text).formatted]
    assert spans == ["f'x'", 'rf"{d["k"]:{\'>\'}3}"', "t'''{\n1}'''"]


def test_many_broken_f_strings_are_no_endless_work() -> None:
    """Where f-string after f-string has no end, they are soon taken for plain strings."""
    layout = lay_out("f'{" * 1_000 + "\nx = f'{y}'\n")
    assert [(line.first, line.last) for line in layout.lines] == [(1, 1), (2, 2)]
    assert layout.formatted == []


@given(st.text(alphabet=st.sampled_from("ab \n\r\t\f#'\"\\()[]{}:f=@def")))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever the text is, the logical lines are in order, apart, and within it."""
    lines = lay_out(text).lines
    ends = [0, *(end for line in lines for end in (line.first, line.last))]
    assert all(line.first <= line.last for line in lines)
    assert all(before.last < after.first for before, after in pairwise(lines))
    assert max(ends) <= len(text) + 1
