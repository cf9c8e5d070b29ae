"""How the outcome of two explorations is told: of the version that has a bug, and of the one that has not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quality.real.pinned import Pinned


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one exploration."""

    runs: int = 0
    rung: str = ""
    sentence: str = ""
    run: int = 0
    error: str = ""
    story: str = ""
    not_tried: str = ""
    """Why there was none."""


NO_FIX = Tried(not_tried="no release has a fix")


def is_as_stated(bug: Pinned, bad: Tried, fixed: Tried) -> bool:
    """Say whether the bug was found where it is, and nothing where it is not."""
    silent = not fixed.run and not fixed.not_tried
    return bool(bad.run) and (silent or not bug.fixed)


def tell(bug: Pinned, bad: Tried, fixed: Tried) -> str:
    """Tell what was found in the version that has the bug, and what in the one that has not."""
    return "\n".join(
        [
            f"{bug.name}: {bug.what}",
            f"  {version(bug.bad):<20} {_outcome(bad)}",
            *([f"  {'':<20} {bad.error}", f"  {'':<20} {bad.sentence}"] if bad.run else []),
            f"  {version(bug.fixed):<20} {_outcome(fixed)}",
            *([f"  {'':<20} {fixed.error}"] if fixed.run else []),
        ]
    )


def row(bug: Pinned, bad: Tried, fixed: Tried) -> str:
    """Tell the same as a row of a Markdown table."""
    cells = [
        f"{bug.what} [{bug.reported}]({bug.issue})",
        version(bug.bad),
        _outcome(bad),
        f"{version(bug.fixed)}: {_outcome(fixed)}" if bug.fixed else fixed.not_tried,
    ]
    return f"| {' | '.join(cells)} |"


def version(pins: tuple[str, ...]) -> str:
    """Return the first of the pinned packages, as people write it."""
    name, _, number = pins[0].partition("==") if pins else ("", "", "")
    return f"{name.partition('[')[0]} {number}".strip()


def _outcome(tried: Tried) -> str:
    if tried.not_tried:
        return tried.not_tried
    if not tried.run:
        return f"nothing in {tried.runs:,} runs"
    return f"{tried.rung}, run {tried.run:,} of {tried.runs:,}"
