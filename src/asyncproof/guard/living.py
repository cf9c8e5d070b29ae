"""The event loops of a run that still exist: few, and looked through several times a test."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ref

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Iterator


class LivingLoops:
    """Holds none of its loops; a `WeakSet` does the same, but is slow to look through."""

    def __init__(self) -> None:
        self._refs: list[ref[AbstractEventLoop]] = []

    def __len__(self) -> int:
        """Count them."""
        return len(self._refs)

    def __iter__(self) -> Iterator[AbstractEventLoop]:
        """Yield them, the oldest first; others may come and go meanwhile."""
        for one in tuple(self._refs):
            loop = one()
            if loop is not None:
                yield loop

    def __contains__(self, loop: object) -> bool:
        """Say whether a loop is one of them."""
        return any(one() is loop for one in tuple(self._refs))

    def add(self, loop: AbstractEventLoop) -> None:
        """Take a new loop in, until it is gone."""
        self._refs.append(ref(loop, self._refs.remove))

    def discard(self, loop: AbstractEventLoop) -> None:
        """Leave a loop out from now on."""
        self._refs[:] = [one for one in self._refs if one() is not loop]
