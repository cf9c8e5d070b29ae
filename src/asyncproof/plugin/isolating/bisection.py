"""The search itself: which of many, in their order, it takes to make something fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Fails = Callable[[Sequence[str]], bool]

MOST_CULPRITS = 5


def culprits(candidates: Sequence[str], fails: Fails) -> list[str]:
    """Return a small set of the candidates that makes it fail, in their order; empty if it can't be told.

    *fails* is asked about lists in this order, and is known to hold for all of them. The last one that it
    takes ends the shortest list that fails; what else it takes is searched before it in the same way.
    """
    needed: list[str] = []
    before = list(candidates)
    while len(needed) < MOST_CULPRITS:
        length = _shortest(before, needed, fails)
        if length == 0:
            return needed
        needed.insert(0, before[length - 1])
        before = before[: length - 1]
        if fails(needed):
            return needed
    return []


def _shortest(before: Sequence[str], needed: Sequence[str], fails: Fails) -> int:
    """Return how many of the first ones it takes, together with those that are known to be needed."""
    low, high = 0, len(before)
    while low < high:
        middle = (low + high) // 2
        if fails([*before[:middle], *needed]):
            high = middle
        else:
            low = middle + 1
    return low
