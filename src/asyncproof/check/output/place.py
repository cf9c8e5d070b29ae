"""Where a hit is, as people count: columns in characters from 1, paths from where they stand."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.check.hit import Hit
    from asyncproof.check.outcome import Outcome


def shown_path(path: str) -> str:
    """Return a path as short as it can be from the current folder."""
    inside = os.path.relpath(path)
    return path if inside.startswith("..") else inside


def column_of(outcome: Outcome, hit: Hit) -> int:
    """Return the column of a hit in characters, from 1."""
    source = outcome.sources.get(hit.path)
    return 1 if source is None else source.character(hit.span.line, hit.span.column) + 1


def line_at(outcome: Outcome, path: str, number: int) -> str:
    """Return a line of a file with hits, without its end."""
    source = outcome.sources.get(path)
    return "" if source is None else source.line(number)
