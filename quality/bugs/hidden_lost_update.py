"""Lost update behind a helper: no line of the caller shows that the value is read before a wait."""

import asyncio
from collections.abc import Callable, Coroutine

from quality.known import Known

KNOWN = Known("latency", within=60)


class Store:
    """Values behind a connection."""

    def __init__(self) -> None:
        self._values = {"hits": 0}

    async def get(self, key: str) -> int:
        """Read a value."""
        value = self._values[key]
        await asyncio.sleep(0)
        return value

    async def put(self, key: str, value: int) -> None:
        """Write a value."""
        await asyncio.sleep(0)
        self._values[key] = value

    async def add(self, key: str, more: int) -> None:
        """Change a value where it is kept, in one step."""
        await asyncio.sleep(0)
        self._values[key] += more


async def _visits(store: Store, visit: Callable[[], Coroutine[None, None, None]]) -> None:
    first = asyncio.create_task(visit())
    await asyncio.sleep(0.05)
    await asyncio.gather(first, visit())
    assert await store.get("hits") == 2


async def broken() -> None:
    """A helper reads and another writes."""
    store = Store()

    async def bump() -> None:
        await store.put("hits", await store.get("hits") + 1)

    await _visits(store, bump)


async def fixed() -> None:
    """The store adds by itself."""
    store = Store()
    await _visits(store, lambda: store.add("hits", 1))
