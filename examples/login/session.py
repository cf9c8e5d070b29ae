"""A client that logs in, and renews its token shortly before it expires."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable


class Session:
    """Holds a token that is good for a quarter of an hour."""

    LIFETIME = 900.0
    MARGIN = 30.0

    def __init__(self, log_in: Callable[[], Awaitable[str]]) -> None:
        self._log_in = log_in
        self._lock = asyncio.Lock()
        self._token = ""
        self._good_until = float("-inf")

    async def token(self) -> str:
        """Return a token that is good for half a minute at least; whoever comes first fetches it for all."""
        async with self._lock:
            if asyncio.get_running_loop().time() + self.MARGIN > self._good_until:
                self._token = await self._log_in()
                self._good_until = asyncio.get_running_loop().time() + self.LIFETIME
            return self._token

    def forget(self) -> None:
        """Have the next one who asks log in again: the server does not know the token any more."""
        self._good_until = float("-inf")
