"""Where a hit is, as people count: columns in characters from 1, paths from where they stand."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.check.hit import Hit
    from asyncproof.check.outcome import Outcome


def shown_path(path: str) -> str:
    """Return a path as short as it can be from the current folder."""
    inside = _from(os.curdir, path)
    return path if inside is None else inside


def path_in(folder: str, path: str) -> str:
    """Return a path from a folder, with slashes on all systems; the whole path for what is not in it."""
    inside = _from(os.path.realpath(folder), os.path.realpath(path))
    return (os.path.realpath(path) if inside is None else inside).replace(os.sep, "/")


def column_of(outcome: Outcome, hit: Hit) -> int:
    """Return the column of a hit in characters, from 1."""
    return column_at(outcome, hit.path, hit.span.line, hit.span.column)


def end_column_of(outcome: Outcome, hit: Hit) -> int:
    """Return the column behind the last character of a hit, from 1."""
    return column_at(outcome, hit.path, hit.span.end_line, hit.span.end_column)


def column_at(outcome: Outcome, path: str, line: int, byte_column: int) -> int:
    """Turn a column in bytes from 0 into one in characters from 1; 1 in a file that is not at hand."""
    source = outcome.sources.get(path)
    return 1 if source is None else source.character(line, byte_column) + 1


def line_at(outcome: Outcome, path: str, number: int) -> str:
    """Return a line of a file with hits, without its end."""
    source = outcome.sources.get(path)
    return "" if source is None else source.line(number)


def _from(folder: str, path: str) -> str | None:
    """Return a path from a folder, None if it is not in it."""
    try:
        inside = os.path.relpath(path, folder)
    except ValueError:  # another drive
        return None
    return None if inside == os.pardir or inside.startswith(os.pardir + os.sep) else inside
