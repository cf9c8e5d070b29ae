"""Several consumers that work off one queue."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable


class QueueProcessor:
    """Works off a queue with so many consumers; the producer waits when too much lies in it."""

    def __init__(self, process: Callable[[str], Awaitable[str]], *, consumers: int, room: int = 10) -> None:
        self._process = process
        self._consumers = consumers
        self._queue: asyncio.Queue[str] = asyncio.Queue(room)
        self.results: list[str] = []
        self.failed: dict[str, BaseException] = {}

    async def run(self, items: Iterable[str]) -> None:
        """Return when every item has been worked on, or has failed."""
        consumers = [asyncio.create_task(self._consume()) for _ in range(self._consumers)]
        try:
            for item in items:
                await self._queue.put(item)
            await self._queue.join()
        finally:
            for consumer in consumers:
                consumer.cancel()
            await asyncio.gather(*consumers, return_exceptions=True)

    async def _consume(self) -> None:
        while True:
            item = await self._queue.get()
            try:
                self.results.append(await self._process(item))
            except BaseException as error:
                self.failed[item] = error
                if not isinstance(error, Exception):
                    raise  # the consumer was cut off, and its item with it
            finally:
                self._queue.task_done()  # whatever has happened: who joins waits for it
