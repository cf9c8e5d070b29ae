"""Asks an API over connections that are kept."""

from __future__ import annotations

from types import TracebackType
from typing import Any

import aiohttp
from typing_extensions import Self


class ManagedClient:
    """Opens what it needs on the way into its block, and closes it on the way out."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession(self._base, raise_for_status=True)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._http is not None:
            http, self._http = self._http, None
            await http.close()

    async def user(self, number: int) -> dict[str, Any]:
        """Return a user; outside of the block it is an error that says so."""
        if self._http is None:
            raise RuntimeError("a ManagedClient works inside of `async with` only")
        async with self._http.get(f"/users/{number}") as answer:
            return await answer.json()
