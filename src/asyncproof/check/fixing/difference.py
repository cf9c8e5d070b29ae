"""What would change in a file, as the lines that `patch` and people read."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from asyncproof.check.reading.source import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.reading.source import Source

_NO_END = "\\ No newline at end of file"


def difference(before: Source, after: Source, name: str) -> Iterator[str]:
    """Yield the lines of a unified diff, each with its end; a carriage return is part of its line."""
    old, new = split_lines(before.text), split_lines(after.text)
    for line in difflib.unified_diff(old, new, name, name):
        yield line if line.endswith("\n") else f"{line}\n{_NO_END}\n"
