"""The savepoints that are open on one connection, and what was written since each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.kit.databases.lane import Lane
    from asyncproof.kit.databases.voices import Voice


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """A savepoint: its name in the database, who has set it, and how much had been written before."""

    lane: Lane
    name: str
    written: int
    users_name: str = ""
    """What the code under test calls it; empty for the one in which all that a lane does happens."""


@dataclass(frozen=True, slots=True, eq=False)
class Write:
    """A statement that changes data."""

    lane: Lane
    voice: Voice


class Marks:
    """The open savepoints of all lanes, oldest first, and the writes that no rollback has undone."""

    def __init__(self) -> None:
        self._open: list[Mark] = []
        self._writes: list[Write] = []

    def set(self, lane: Lane, users_name: str = "") -> Mark:
        """Note a new savepoint, whose name none of the open ones has."""
        taken = {mark.name for mark in self._open}
        name = next(
            name for number in range(1, len(taken) + 2) if (name := f"asyncproof_{number}") not in taken
        )
        mark = Mark(lane, name, len(self._writes), users_name)
        self._open.append(mark)
        return mark

    def of(self, lane: Lane) -> Mark | None:
        """Return the savepoint in which all that a lane does happens, if it is in a transaction."""
        return next((mark for mark in self._open if mark.lane is lane), None)

    def named(self, lane: Lane, users_name: str) -> Mark | None:
        """Return the newest savepoint that a lane knows by this name."""
        found = (mark for mark in self._open if mark.lane is lane and mark.users_name == users_name)
        return next(iter(list(found)[::-1]), None)

    def innermost(self, lane: Lane) -> Mark | None:
        """Return the newest savepoint of a lane."""
        return next((mark for mark in reversed(self._open) if mark.lane is lane), None)

    def written(self, lane: Lane, voice: Voice) -> None:
        """Note a write."""
        self._writes.append(Write(lane, voice))

    def uncommitted(self, lane: Lane) -> Write | None:
        """Return the last write of a lane that is neither committed nor undone."""
        mark = self.of(lane)
        since = [] if mark is None else self._writes[mark.written :]
        return next((write for write in reversed(since) if write.lane is lane), None)

    def others_since(self, mark: Mark) -> Write | None:
        """Return the first write of another lane that undoing this savepoint would undo too."""
        return next((write for write in self._writes[mark.written :] if write.lane is not mark.lane), None)

    def own_since(self, mark: Mark) -> bool:
        """Say whether the lane of a savepoint has written since."""
        return any(write.lane is mark.lane for write in self._writes[mark.written :])

    def others_above(self, mark: Mark) -> bool:
        """Say whether another lane has set a savepoint since."""
        return any(one.lane is not mark.lane for one in self._open[self._open.index(mark) :])

    def forget(self, mark: Mark) -> None:
        """Forget a savepoint and those that its lane has set since: what was written stays."""
        at = self._open.index(mark)
        self._open[at:] = [one for one in self._open[at:] if one.lane is not mark.lane]

    def undo(self, mark: Mark, *, keep: bool) -> None:
        """Forget all that was written since a savepoint, and all later ones; it stays itself if *keep*."""
        del self._open[self._open.index(mark) + keep :]
        del self._writes[mark.written :]
