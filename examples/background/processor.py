"""Processes items in the background."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from typing_extensions import Self


class BackgroundProcessor:
    """Works on items while its block lasts; what is not done at its end is cancelled, and nothing is left."""

    def __init__(self, process: Callable[[str], Awaitable[str]]) -> None:
        self._process = process
        self._running: set[asyncio.Task[None]] = set()
        self.results: dict[str, str] = {}
        self.errors: dict[str, Exception] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *failure: object) -> None:
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def start(self, items: Iterable[str]) -> None:
        """Begin to work on items; does not wait."""
        for item in items:
            task = asyncio.create_task(self._work_on(item))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def wait(self) -> None:
        """Return when nothing is left to do."""
        while self._running:
            await asyncio.wait(self._running)

    async def _work_on(self, item: str) -> None:
        try:
            self.results[item] = await self._process(item)
        except Exception as error:
            self.errors[item] = error
