"""The same client, which asks again where that may help."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp

from examples.user_client.client import UserClient

_PAUSES = (0.5, 1.0, 2.0)


class RetryingUserClient(UserClient):
    """Asks again after half a second, one and two, if the server or the way to it has failed."""

    async def _get(self, path: str, **query: str) -> Any:
        for pause in _PAUSES:
            try:
                return await super()._get(path, **query)
            except (aiohttp.ClientError, asyncio.TimeoutError) as error:
                if isinstance(error, aiohttp.ClientResponseError) and error.status < 500:
                    raise  # what is wrong with the question is wrong the next time as well
            await asyncio.sleep(pause)
        return await super()._get(path, **query)
