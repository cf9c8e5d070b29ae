"""Asks an API for users; every request has a time limit."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import aiohttp

User = dict[str, Any]


class UserClient:
    """Asks the API below one address; a client needs no closing, as each request has a session of its own."""

    def __init__(self, base: str, *, timeout: float = 10.0) -> None:
        self._base = base
        self._timeout = aiohttp.ClientTimeout(total=timeout)

    async def user(self, number: int) -> User:
        """Return a user; an answer that is no success is an aiohttp.ClientResponseError."""
        return await self._get(f"/users/{number}")

    async def users(self, numbers: Iterable[int]) -> list[User]:
        """Return users in the order of their numbers, asked for at the same time."""
        return await asyncio.gather(*(self.user(number) for number in numbers))

    async def search(self, text: str) -> list[User]:
        """Return the users whose name has the text in it."""
        return await self._get("/users/search", q=text)

    async def _get(self, path: str, **query: str) -> Any:
        async with (
            aiohttp.ClientSession(timeout=self._timeout, raise_for_status=True) as session,
            session.get(self._base + path, params=query) as response,
        ):
            return await response.json()
