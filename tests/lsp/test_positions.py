from __future__ import annotations

import pytest
from lsprotocol import types

from asyncproof.check.hit import Span
from asyncproof.check.reading.source import Source, decode
from asyncproof.lsp.positions import end_of_line, overlap, position_of, range_between, range_of

TEXT = "ü😀x\r\n\n  y"


def source() -> Source:
    """Return a text with characters of two, and of four, bytes."""
    found = decode("a.py", TEXT.encode())
    assert isinstance(found, Source)
    return found


def place(range_: types.Range) -> tuple[int, int, int, int]:
    """Return a range as four numbers."""
    return range_.start.line, range_.start.character, range_.end.line, range_.end.character


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 6), ("utf-16", 3), ("utf-32", 2), (None, 3)])
def test_columns_are_counted_as_the_editor_wants(encoding: str | None, column: int) -> None:
    """In bytes, in units of UTF-16 (what it gets that says nothing), or in characters."""
    assert position_of(source(), 1, 6, encoding) == types.Position(0, column)


def test_stretches_of_the_tree_and_of_the_text_are_the_same_place() -> None:
    """Lines count from 0; a line end of two characters is one."""
    assert place(range_of(source(), Span(1, 6, 3, 3), "utf-16")) == (0, 3, 2, 3)
    assert place(range_between(source(), 2, len(TEXT), "utf-16")) == (0, 3, 2, 3)
    assert place(range_between(source(), 0, 5, None)) == (0, 0, 1, 0)


def test_the_end_of_a_line_is_before_its_line_end() -> None:
    """So that a comment can be added there."""
    assert end_of_line(source(), 1) == Span(1, 7, 1, 7)


def test_ranges_that_meet_overlap() -> None:
    """A cursor behind the last character is still at the finding."""
    first = types.Range(types.Position(0, 1), types.Position(0, 3))
    assert overlap(first, types.Range(types.Position(0, 3), types.Position(0, 3)))
    assert not overlap(first, types.Range(types.Position(0, 4), types.Position(2, 0)))
