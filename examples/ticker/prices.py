"""Prices, one a minute, from a source that has to be closed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from types import TracebackType

from typing_extensions import Self


class Source:
    """Where prices come from; open while its block lasts."""

    opened = 0

    async def __aenter__(self) -> Self:
        type(self).opened += 1
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        type(self).opened -= 1


async def prices(start: int, *, every: float = 60.0) -> AsyncIterator[int]:
    """Yield a price now, and the next one a minute later; close the source when nobody listens any more."""
    async with Source():
        price = start
        while True:
            yield price
            await asyncio.sleep(every)
            price += 1
