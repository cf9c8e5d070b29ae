"""Starvation: a writer waits for a moment without readers, and readers keep coming."""

import asyncio

from quality.known import Known

KNOWN = Known("timing", within=100)

PATIENCE = 3


class Shelf:
    """Read by many, written by one at a time."""

    def __init__(self, *, fair: bool) -> None:
        self.readers = 0
        self.came = 0
        self.open = asyncio.Event()
        self.open.set()
        self.fair = fair

    async def read(self) -> None:
        """Read for a while; a fair shelf lets nobody in while a writer waits."""
        while self.fair and not self.open.is_set():
            await self.open.wait()
        self.readers += 1
        self.came += 1
        try:
            await asyncio.sleep(0.01)
        finally:
            self.readers -= 1

    async def write(self) -> int:
        """Write when nobody reads; return how many came to read meanwhile."""
        self.open.clear()
        before = self.came
        while self.readers:
            await asyncio.sleep(0.001)
        self.open.set()
        return self.came - before


async def _visit(shelf: Shelf) -> int:
    async def reader(begin: float) -> None:
        await asyncio.sleep(begin)
        for _ in range(3):
            await shelf.read()
            await asyncio.sleep(0.05)

    readers = asyncio.gather(reader(0), reader(0.03))
    await asyncio.sleep(0.005)
    overtaken = await shelf.write()
    await readers
    return overtaken


async def broken() -> None:
    """Readers overlap, one after the other."""
    assert await _visit(Shelf(fair=False)) < PATIENCE


async def fixed() -> None:
    """Readers let a waiting writer go first."""
    assert await _visit(Shelf(fair=True)) < PATIENCE
