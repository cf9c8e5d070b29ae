"""Who sees each callback of every loop, just before and just after it runs: asyncio's own loops and ours.

Nobody looks on unless a block of `looking_on` is open, and else this costs nothing. asyncio has no public
place to see what its loops run, so `asyncio.Handle._run` is replaced while a block is open, and put back at
its end; ours look here. Loops that are not written in Python, as uvloop's, run their callbacks unseen.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


class Onlooker(Protocol):
    """Sees what loops run, and changes nothing."""

    def begins(self, handle: asyncio.Handle) -> None:
        """Hear that a handle is about to run."""

    def ended(self, handle: asyncio.Handle) -> None:
        """Hear that it has run, well or badly."""


onlookers: list[Onlooker] = []
"""Only the last one sees what runs: those before it are outside of a run within a run."""


@contextmanager
def looking_on(onlooker: Onlooker) -> Iterator[None]:
    """Let somebody look on in this block."""
    place: Any = asyncio.Handle
    original = place._run
    onlookers.append(onlooker)
    if len(onlookers) == 1:
        place._run = seen(original)
    try:
        yield
    finally:
        onlookers.remove(onlooker)
        if not onlookers:
            place._run = original


def seen(run: Any) -> Any:
    """Return a way to run a handle that is looked at."""

    def _run(handle: asyncio.Handle) -> None:
        onlooker = onlookers[-1]
        onlooker.begins(handle)
        try:
            run(handle)
        finally:
            onlooker.ended(handle)

    return _run
