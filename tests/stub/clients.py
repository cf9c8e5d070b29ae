"""The clients that reach a test's hosts, all with the same few words."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp
import httpx
import httpx2

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@dataclass
class Got:
    """What a client got."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode()


class Client:
    """A client of some library; `timeout` is the seconds after which it gives up."""

    gives_up: type[BaseException] | tuple[type[BaseException], ...]
    breaks: type[BaseException] | tuple[type[BaseException], ...]

    async def ask(self, method: str, url: str, **sent: Any) -> Got:
        """Send a request and read all of the answer."""
        raise NotImplementedError

    async def get(self, url: str, **sent: Any) -> Got:
        """Send a GET request."""
        return await self.ask("GET", url, **sent)


class AiohttpClient(Client):
    """aiohttp's."""

    gives_up = asyncio.TimeoutError  # on 3.10 one of its own
    breaks = aiohttp.ClientError

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session

    async def ask(self, method: str, url: str, **sent: Any) -> Got:
        """Send a request and read all of the answer."""
        if "content" in sent:
            sent["data"] = sent.pop("content")
        async with self.session.request(method, url, **sent) as response:
            content = await response.read()
            return Got(response.status, {k.lower(): v for k, v in response.headers.items()}, content)


class HttpxClient(Client):
    """httpx' and httpx2's."""

    def __init__(self, client: Any, library: Any) -> None:
        self.client = client
        self.gives_up = library.TimeoutException
        self.breaks = library.TransportError

    async def ask(self, method: str, url: str, **sent: Any) -> Got:
        """Send a request and read all of the answer."""
        response = await self.client.request(method, url, **sent)
        return Got(response.status_code, dict(response.headers), response.content)


@asynccontextmanager
async def client_of(library: str, timeout: float = 5) -> AsyncIterator[Client]:
    """Open a client of a library by its name."""
    if library == "aiohttp":
        limit = aiohttp.ClientTimeout(total=timeout)
        async with aiohttp.ClientSession(timeout=limit) as session:
            yield AiohttpClient(session)
    else:
        module: Any = httpx if library == "httpx" else httpx2
        async with module.AsyncClient(timeout=timeout, verify=False) as client:
            yield HttpxClient(client, module)


LIBRARIES = ("aiohttp", "httpx", "httpx2")
