"""Tables of Markdown, in which a cell may hold anything that a help text says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WORD = re.compile(r"(?<![\w`-])(--[a-z][\w-]*(?:=[\w./:]+)?)(?![\w`-])")


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Make the lines of a table, and an empty one."""
    lines = [row_of(head), row_of("---" for _ in head).replace(" ", "")]
    return [*lines, *map(row_of, rows), ""]


def row_of(cells: Iterable[str]) -> str:
    """Make one line of a table."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def prose(text: str) -> str:
    """Make a sentence of a help text: its options are code, and it begins with a capital letter."""
    marked = WORD.sub(r"`\1`", " ".join(text.replace("%%", "%").split()))
    return marked[:1].upper() + marked[1:].rstrip(".") + "."
