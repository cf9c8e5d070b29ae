"""Commands and their replies, asked of the redis in memory and of a real one, with redis.asyncio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import redis.asyncio
import redis.exceptions
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

import asyncproof
from asyncproof.loop import Network
from asyncproof.stub import Net
from asyncproof.stub.resp import RedisServer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Scenario = Callable[[Any], Awaitable[Any]]


def client_of(url: str, version: int = 2, **options: Any) -> Any:
    """Return a client that tries everything once."""
    retry = Retry(NoBackoff(), 0)
    return redis.asyncio.Redis.from_url(url, protocol=version, retry=retry, **options)


async def ask(client: Any, commands: list[tuple[Any, ...]]) -> list[Any]:
    """Send commands one after the other, and return the replies, errors as text."""
    replies: list[Any] = []
    for command in commands:
        try:
            reply = await client.execute_command(*command)
        except redis.exceptions.ResponseError as error:
            reply = f"! {error}"
        replies.append(reply)
    return replies


def in_memory(scenario: Scenario, version: int = 2) -> Any:
    """Run a scenario with a client of the redis in memory."""

    async def main() -> Any:
        async with Net() as net:
            net.mount("redis://cache:6379", RedisServer())
            async with client_of("redis://cache:6379", version) as client:
                return await scenario(client)

    return asyncproof.run(main(), network=Network())


async def really(url: str, scenario: Scenario, version: int = 2) -> Any:
    """Run a scenario with a client of a real redis, which is emptied before and after."""
    async with client_of(url, version) as client:
        await client.flushall()
        try:
            return await scenario(client)
        finally:
            await client.flushall()
