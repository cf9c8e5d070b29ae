"""Order assumption on gather: results come in the order of the calls, what they do does not."""

import asyncio

from quality.known import Known

KNOWN = Known("latency", within=40)


async def broken() -> None:
    """The pages are written as they come."""
    book = []

    async def fetch(page: int) -> None:
        await asyncio.sleep(0.01)
        book.append(page)

    await asyncio.gather(*map(fetch, range(3)))
    assert book == [0, 1, 2]


async def fixed() -> None:
    """The pages are taken from the results."""

    async def fetch(page: int) -> int:
        await asyncio.sleep(0.01)
        return page

    assert await asyncio.gather(*map(fetch, range(3))) == [0, 1, 2]
