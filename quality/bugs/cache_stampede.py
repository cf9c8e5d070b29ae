"""Cache stampede: a value that is just being computed is computed once more."""

import asyncio
from collections.abc import Awaitable, Callable

from quality.known import Known

KNOWN = Known("timing", within=40)


class Cache:
    """Keeps what was computed."""

    def __init__(self) -> None:
        self.values: dict[str, int] = {}
        self.pending: dict[str, asyncio.Future[int]] = {}
        self.computed = 0

    async def compute(self) -> int:
        """Take a while."""
        self.computed += 1
        await asyncio.sleep(0.02)
        return 42

    async def get(self, key: str) -> int:
        """Compute unless it is known."""
        if key not in self.values:
            self.values[key] = await self.compute()
        return self.values[key]

    async def get_once(self, key: str) -> int:
        """Compute unless it is known or on its way."""
        if key not in self.pending:
            self.pending[key] = asyncio.ensure_future(self.compute())
        return await asyncio.shield(self.pending[key])


async def _ask_twice(cache: Cache, get: Callable[[str], Awaitable[int]]) -> None:
    first = asyncio.create_task(get("answer"))
    await asyncio.sleep(0.05)
    assert await asyncio.gather(first, get("answer")) == [42, 42]
    assert cache.computed == 1


async def broken() -> None:
    """Only finished values are kept."""
    cache = Cache()
    await _ask_twice(cache, cache.get)


async def fixed() -> None:
    """What is on its way is kept too."""
    cache = Cache()
    await _ask_twice(cache, cache.get_once)
