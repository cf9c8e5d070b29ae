"""How a finding reads: at most fifteen lines, the cause first, in the user's own code."""

from __future__ import annotations

import linecache
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from asyncproof.core import Finding, Place

MOST_LINES = 15
_INDENT = "    "


def describe(findings: Iterable[Finding]) -> str:
    """Return the text for all findings of one test: the first ones in full, the others in a line each."""
    blocks = [_cut(list(_block(finding))) for finding in findings]
    lines: list[str] = []
    for number, block in enumerate(blocks):
        after = len(blocks) - number - 1
        room = MOST_LINES - len(lines) - min(after, 1)
        if room < 1:
            lines.append(f"... and {after + 1} more")
            break
        lines += block if len(block) <= room else block[:1] if number else block[:room]
    return "\n".join(lines)


def _cut(block: list[str]) -> list[str]:
    """Leave out the last lines of a long story, but not where to read more."""
    return block if len(block) <= MOST_LINES else [*block[: MOST_LINES - 1], block[-1]]


def _block(finding: Finding) -> Iterator[str]:
    yield f"{finding.code}: {finding.message}"
    if finding.place is not None:
        yield _INDENT + shown(finding.place)
    explanation = finding.explanation
    for _, line in explanation.details:
        yield _INDENT + line
    if explanation.cause:
        yield f"{_INDENT}why: {explanation.cause}"
    if explanation.cure:
        yield f"{_INDENT}do:  {explanation.cure}"
    yield f"{_INDENT}more: asyncproof explain {finding.code}"


def shown(place: Place) -> str:
    """Return a place relative to where the run was started, with the text of its line."""
    source = linecache.getline(place.file, place.line or 0).strip()
    file = place.file
    try:
        relative = os.path.relpath(file)
    except (OSError, ValueError):  # the working directory is gone; another drive
        relative = file
    file = file if relative.startswith("..") else relative
    where = f"{file}:{place.line}" if place.line else file
    return f"{where}:  {source}" if source else where
