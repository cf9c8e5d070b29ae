"""Programs that kill the process in which they run, if it is a worker."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

MASTER, MARKER = "ASYNCPROOF_TEST_MASTER", "ASYNCPROOF_TEST_MARKER"
"""Environment variables: the process that must live, and the file that says that somebody has died."""


async def _order() -> list[str]:
    seen: list[str] = []

    async def get(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        seen.append(name)

    await asyncio.gather(get("a", 0.1), get("b", 0.2), get("c", 0.3))
    return seen


def _die() -> None:
    if str(os.getpid()) != os.environ[MASTER]:
        os.kill(os.getpid(), signal.SIGKILL)


async def poison() -> None:
    """Kill the process in one order of six; in another one, fail."""
    seen = await _order()
    if seen == ["b", "a", "c"]:
        _die()
    assert seen != ["c", "b", "a"]


async def dies_once() -> None:
    """Kill the process in one order, but only the first time."""
    seen = await _order()
    marker = Path(os.environ[MARKER])
    if seen == ["b", "a", "c"] and not marker.exists():
        marker.touch()
        _die()
    assert seen != ["c", "b", "a"]


async def by_hashes() -> None:
    """Sleep in an order that is another one in every process, unless its hashes are told."""
    names = {f"name {number}" for number in range(9)}
    order = {name: place for place, name in enumerate(names)}
    if str(os.getpid()) != os.environ[MASTER]:
        raise LookupError(list(order))


async def unmoved() -> None:
    """Do the same without killing anybody."""
    assert await _order() != ["c", "b", "a"]
