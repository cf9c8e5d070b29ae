"""Calling again what failed, with pauses that grow."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def retry(
    call: Callable[[], Awaitable[T]], *, attempts: int = 5, pause: float = 1.0, longest: float = 60.0
) -> T:
    """Call until it works; pause 1, 2, 4 … seconds in between, and raise what the last attempt raised."""
    for attempt in range(1, attempts):
        try:
            return await call()
        except ConnectionError:  # noqa: PERF203 - to try again is what this loop is for
            await asyncio.sleep(min(pause * 2 ** (attempt - 1), longest))
    return await call()
