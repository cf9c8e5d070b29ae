"""Every permit of a semaphore is held by a task that asks for one more."""

from __future__ import annotations

import asyncio


class Crawler:
    def __init__(self) -> None:
        self.slots = asyncio.Semaphore(2)

    async def crawl(self, depth: int) -> None:
        async with self.slots:
            await asyncio.sleep(0)
            if depth:
                await self.crawl(depth - 1)


async def crawling() -> None:
    """Crawl two pages with two slots."""
    crawler = Crawler()
    await asyncio.gather(*(crawler.crawl(1) for _ in range(2)))


main = crawling
