"""Things that could not be read, without telling one and the same thing a thousand times.

A bug of ours may strike in every file of a project: a few of them show what it is.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from asyncproof.check.reading.trouble import Trouble

MOST = 5
"""How many files are named that have the same trouble."""


def told(troubles: Iterable[Trouble]) -> Iterator[Trouble]:
    """Yield those that are to be shown: of the same ones the first few."""
    seen: Counter[str] = Counter()
    for trouble in troubles:
        seen[trouble.message] += 1
        if seen[trouble.message] <= MOST:
            yield trouble


def left_out(troubles: Iterable[Trouble]) -> Iterator[str]:
    """Yield a line for each message of which not all were shown."""
    counts = Counter(trouble.message for trouble in troubles)
    for message, count in counts.items():
        if count > MOST:
            rest = count - MOST
            yield f"{rest} more file{'s' if rest > 1 else ''}: {message}"
