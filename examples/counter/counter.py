"""Counts in a place that is slow to answer."""

from __future__ import annotations

import asyncio


class Counter:
    """Holds a lock from reading the value until it is stored."""

    def __init__(self) -> None:
        self.value = 0
        self._lock = asyncio.Lock()

    async def increment(self) -> int:
        """Add one and return what is stored then."""
        async with self._lock:
            value = self.value + 1
            await asyncio.sleep(0.001)  # it is being stored
            self.value = value
            return value
