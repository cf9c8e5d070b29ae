"""Tells handlers what has happened."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

Handler = Callable[[Any], Awaitable[None]]


class Bus:
    """Knows who wants to hear of what."""

    def __init__(self) -> None:
        self._handlers: defaultdict[str, list[Handler]] = defaultdict(list)

    def on(self, kind: str, handler: Handler) -> None:
        """Call a handler with every event of a kind."""
        self._handlers[kind].append(handler)

    async def tell(self, kind: str, event: Any) -> list[Exception]:
        """Tell all handlers at once, wait for them, and return what failed in them."""
        calls = (handler(event) for handler in tuple(self._handlers[kind]))
        ended = await asyncio.gather(*calls, return_exceptions=True)
        return [one for one in ended if isinstance(one, Exception)]
