"""Letting through only so many calls in any stretch of time."""

from __future__ import annotations

import asyncio
from collections import deque


class Limiter:
    """Lets `calls` through in any `period` of seconds; who comes too early waits, first come first served."""

    def __init__(self, calls: int, *, period: float) -> None:
        self._period = period
        self._recent: deque[float] = deque(maxlen=calls)
        self._turn = asyncio.Lock()

    async def wait(self) -> None:
        """Return when the next call may be made."""
        async with self._turn:
            now = asyncio.get_running_loop().time()
            if len(self._recent) == self._recent.maxlen:
                await asyncio.sleep(self._recent[0] + self._period - now)
            self._recent.append(asyncio.get_running_loop().time())
