"""Asks an API that wants to know who asks."""

from __future__ import annotations

from typing import Any

import aiohttp

from examples.login.session import Session


class AuthenticatedClient:
    """Logs in with its first request, and again before the token expires or when the API has forgotten it."""

    def __init__(self, http: aiohttp.ClientSession, name: str, password: str) -> None:
        self._http = http
        self._who = {"name": name, "password": password}
        self._session = Session(self._log_in)

    async def user(self, number: int) -> dict[str, Any]:
        """Return a user."""
        answer = await self._get(f"/users/{number}")
        if answer.status == 401:
            self._session.forget()
            answer = await self._get(f"/users/{number}")
        answer.raise_for_status()
        return await answer.json()

    async def _get(self, path: str) -> aiohttp.ClientResponse:
        headers = {"Authorization": f"Bearer {await self._session.token()}"}
        async with self._http.get(path, headers=headers) as answer:
            await answer.read()
            return answer

    async def _log_in(self) -> str:
        async with self._http.post("/login", json=self._who) as answer:
            answer.raise_for_status()
            return (await answer.json())["token"]
