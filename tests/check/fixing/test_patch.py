from __future__ import annotations

import pytest

from asyncproof.check.fixing.patch import Patch, moved, patched, patches_of, with_text
from asyncproof.check.hit import Edit, Span
from asyncproof.check.reading.source import Source, decode


def source(raw: bytes) -> Source:
    """Read some bytes as a file."""
    found = decode("test_it.py", raw)
    assert isinstance(found, Source)
    return found


def edit(line: int, begin: int, end: int, text: str) -> Edit:
    """Make an edit in one line."""
    return Edit(Span(line, begin, line, end), text)


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], "a = b\nc = d\n"),
        ([edit(1, 4, 5, "await b")], "a = await b\nc = d\n"),
        ([edit(2, 4, 4, "("), edit(2, 5, 5, ")")], "a = b\nc = (d)\n"),
        ([edit(2, 0, 0, "x\n"), edit(1, 0, 1, "")], " = b\nx\nc = d\n"),
        ([edit(2, 5, 5, "!"), edit(2, 4, 5, "e")], "a = b\nc = e!\n"),
    ],
)
def test_edits_are_put_in(edits: list[Edit], expected: str) -> None:
    """In whatever order they are given."""
    patches = patches_of(source(b"a = b\nc = d\n"), edits)
    assert patches is not None
    assert patched("a = b\nc = d\n", patches) == expected


@pytest.mark.parametrize(
    "edits",
    [
        [edit(1, 0, 3, "x"), edit(1, 2, 4, "y")],
        [edit(1, 2, 2, "x"), edit(1, 2, 2, "y")],
        [edit(1, 3, 2, "x")],
    ],
    ids=["overlap", "one place", "backwards"],
)
def test_edits_that_contradict_each_other_are_refused(edits: list[Edit]) -> None:
    """Nobody could say in which order they go."""
    assert patches_of(source(b"a = b\n"), edits) is None


def test_columns_are_bytes_and_line_ends_are_those_of_the_file() -> None:
    """As the syntax tree counts, in all encodings, and the rest stays as it was."""
    raw = b"# coding: latin-1\r\nx = '\xe9'; f()\r\n"
    old = source(raw)
    patches = patches_of(old, [edit(2, len("x = 'é'; ".encode()), 10, "await "), edit(2, 0, 0, "é\n")])
    assert patches is not None
    new = with_text(old, patched(old.text, patches))
    assert new is not None
    assert new.raw == b"# coding: latin-1\r\n\xe9\r\nx = '\xe9'; await f()\r\n"


def test_tabs_stay_tabs() -> None:
    """A line that is put before an indented one is indented as that."""
    old = source(b"class A:\n\t\tdef f(): pass\n")
    patches = patches_of(old, [edit(2, 2, 2, "@x\n  async ")])
    assert patches is not None
    assert patched(old.text, patches) == "class A:\n\t\t@x\n\t\tasync def f(): pass\n"


def test_a_byte_order_mark_stays() -> None:
    """It is not a part of the text, and yet there."""
    old = source(b"\xef\xbb\xbff()\n")
    patches = patches_of(old, [edit(1, 0, 0, "await ")])
    assert patches is not None
    new = with_text(old, patched(old.text, patches))
    assert new is not None
    assert (new.raw, new.text) == (b"\xef\xbb\xbfawait f()\n", "await f()\n")


def test_an_encoding_may_have_no_room() -> None:
    """Then there is no such file."""
    old = source(b"# coding: ascii\nf()\n")
    assert with_text(old, old.text + "'€'\n") is None


@pytest.mark.parametrize(
    ("place", "expected"), [(0, (0, 0)), (2, (2, 6)), (3, (7, 7)), (4, (8, 8)), (6, (8, 8)), (7, (9, 9))]
)
def test_places_are_followed(place: int, expected: tuple[int, int]) -> None:
    """What was inside of a replacement may be anywhere in it."""
    assert moved([Patch(4, 6, ""), Patch(2, 2, "abcd")], place) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Patch(0, 2, ""), Patch(3, 4, ""), False),
        (Patch(0, 3, ""), Patch(3, 4, ""), True),
        (Patch(0, 3, ""), Patch(1, 1, ""), True),
        (Patch(4, 4, ""), Patch(4, 4, ""), True),
    ],
)
def test_patches_touch(one: Patch, other: Patch, expected: bool) -> None:
    """Also if they only meet: what they mean may depend on each other."""
    assert one.touches(other) is other.touches(one) is expected
