"""One piece of real work that may still report to the loop, and the book in which such pieces are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Hashable


@dataclass(frozen=True, slots=True)
class Work:
    """Something outside the loop that has not reported yet."""

    what: str
    """A phrase for people: "a thread pool job: blocking_read (thread asyncio_0, at app.py:12)"."""
    key: Hashable
    """Stays the same until the work makes progress."""
    certain: bool
    """Whether somebody in the loop surely waits for it."""


class Source(Protocol):
    """Something of the loop's that may have work outstanding: a connection, a process, a descriptor."""

    def look(self, now: float) -> Work | None:
        """Return what is outstanding at this real time; a source that has come to rest crosses itself out."""


class Book:
    """The sources that may have work outstanding; those at rest are not in it, so that they cost nothing."""

    def __init__(self) -> None:
        """Start with nothing outstanding."""
        self.open: dict[Source, None] = {}

    def enter(self, source: Source) -> None:
        """Note that this source may have work outstanding from now on."""
        self.open[source] = None

    def cross_out(self, source: Source) -> None:
        """Forget a source until it enters itself again."""
        self.open.pop(source, None)

    def look(self, now: float) -> list[Work]:
        """Ask every source, in the order in which they entered."""
        if not self.open:
            return []
        found = (source.look(now) for source in tuple(self.open))
        return [work for work in found if work is not None]
