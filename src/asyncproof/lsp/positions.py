"""Places in a file as an editor counts them: lines from 0, and columns in the units that it asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from asyncproof.check.hit import Span
from asyncproof.check.reading.source import split_lines

if TYPE_CHECKING:
    from asyncproof.check.reading.source import Source

UTF8 = types.PositionEncodingKind.Utf8
UTF32 = types.PositionEncodingKind.Utf32


def position_of(source: Source, line: int, byte_column: int, encoding: str | None) -> types.Position:
    """Turn a place of the syntax tree into one of the editor."""
    if encoding == UTF8:
        column = byte_column
    elif encoding == UTF32:
        column = source.character(line, byte_column)
    else:
        column = source.utf16(line, byte_column)
    return types.Position(max(line - 1, 0), column)


def range_of(source: Source, span: Span, encoding: str | None) -> types.Range:
    """Turn a stretch of the syntax tree into one of the editor."""
    return types.Range(
        position_of(source, span.line, span.column, encoding),
        position_of(source, span.end_line, span.end_column, encoding),
    )


def range_between(source: Source, start: int, end: int, encoding: str | None) -> types.Range:
    """Turn a stretch of the text, in characters from 0, into one of the editor."""
    return types.Range(_at(source, start, encoding), _at(source, end, encoding))


def _at(source: Source, place: int, encoding: str | None) -> types.Position:
    before = split_lines(source.text[:place])
    if not before or before[-1].endswith(("\n", "\r")):
        return types.Position(len(before), 0)
    line = len(before)
    return position_of(source, line, source.byte_column(line, len(before[-1])), encoding)


def end_of_line(source: Source, line: int) -> Span:
    """Return the empty stretch behind the last character of a line."""
    column = len(source.line(line).encode("utf-8", "surrogatepass"))
    return Span(line, column, line, column)


def overlap(one: types.Range, other: types.Range) -> bool:
    """Tell whether two ranges touch."""
    return _key(one.start) <= _key(other.end) and _key(other.start) <= _key(one.end)


def _key(position: types.Position) -> tuple[int, int]:
    return position.line, position.character
