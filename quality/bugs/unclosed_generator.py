"""Unclosed generator: what it holds is given back some time after the loop over it was left."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from quality.known import Known

KNOWN = Known("latency", within=40)


class Table:
    """A cursor that is open while rows are read."""

    def __init__(self) -> None:
        self.open = 0

    async def rows(self) -> AsyncGenerator[int, None]:
        """Read row by row."""
        self.open += 1
        try:
            for row in range(3):
                await asyncio.sleep(0)
                yield row
        finally:
            self.open -= 1


async def broken() -> None:
    """The first row is enough; the loop's clean-up has a moment of time."""
    table = Table()
    async for _ in table.rows():
        break
    await asyncio.sleep(0.01)
    assert table.open == 0


async def fixed() -> None:
    """The generator is closed where it is left."""
    table = Table()
    async with aclosing(table.rows()) as rows:
        async for _ in rows:
            break
    await asyncio.sleep(0.01)
    assert table.open == 0
