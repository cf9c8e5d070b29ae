"""A cache whose entries expire, and which computes each of them once, however many ask."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Cache(Generic[T]):
    """Remembers what `compute` returned for `lifetime` seconds."""

    def __init__(self, compute: Callable[[Hashable], Awaitable[T]], *, lifetime: float) -> None:
        self._compute = compute
        self._lifetime = lifetime
        self._entries: dict[Hashable, tuple[float, asyncio.Task[T]]] = {}

    async def get(self, key: Hashable) -> T:
        """Return what is known, or find it out; a failure is not remembered."""
        now = asyncio.get_running_loop().time()
        until, task = self._entries.get(key, (now, None))
        if task is None or until <= now:
            task = asyncio.ensure_future(self._compute(key))
            self._entries[key] = (now + self._lifetime, task)
        try:
            return await asyncio.shield(task)
        except Exception:
            if self._entries.get(key, (0, None))[1] is task:
                del self._entries[key]
            raise
