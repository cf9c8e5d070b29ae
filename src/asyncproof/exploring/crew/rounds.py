"""How many runs are planned at once: what they show is learned when all of them are done.

A round is as long as a third of what was done by then, however many processes there are to do it. So the same
runs are done in the same order by one process and by a hundred; and little is done in ignorance of what
other runs have shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.core import Chooser
    from asyncproof.exploring.strategies.strategy import Strategy

SHARE = 3
MOST = 512


def size_of_round(done: int) -> int:
    """Return how many runs follow so many others."""
    return min(MOST, max(1, done // SHARE))


def next_round(strategy: Strategy, most: int, done: int) -> list[Chooser]:
    """Return who decides in the runs of the next round: one, and more if the strategy can tell."""
    choosers = [strategy.chooser()]
    size = min(most, size_of_round(done))
    while len(choosers) < size and not strategy.waits:
        choosers.append(strategy.chooser())
    return choosers
