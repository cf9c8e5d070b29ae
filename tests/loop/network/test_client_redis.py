"""redis.asyncio, unchanged, over the network in memory; the server half is the one that asyncproof ships."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import redis.asyncio
import redis.exceptions
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

import asyncproof
from asyncproof.loop.network import Network
from asyncproof.stub.resp import RedisServer


def client(**options: Any) -> Any:
    """Return a client that tries everything once."""
    return redis.asyncio.Redis(host="redis", protocol=2, retry=Retry(NoBackoff(), 0), **options)


def test_commands_are_answered() -> None:
    """Values come back, and fifty clients at once see fifty different numbers."""
    network = Network(latency=0.001)
    network.mount("redis", 6379, RedisServer())

    async def main() -> tuple[Any, list[int]]:
        async with client() as connection:
            await connection.set("name", "value")
            numbers = await asyncio.gather(*(connection.incr("counter") for _ in range(50)))
            return await connection.get("name"), sorted(numbers)

    assert asyncproof.run(main(), network=network) == (b"value", list(range(1, 51)))


def test_rediss_speaks_tls() -> None:
    """A TLS client reaches the same peer."""
    network = Network()
    network.mount("redis", 6379, RedisServer())

    async def main() -> Any:
        async with client(ssl=True, ssl_cert_reqs="none") as connection:
            return await connection.ping()

    assert asyncproof.run(main(), network=network) is True


def test_a_reset_in_the_middle_of_a_reply_is_an_error() -> None:
    """The connection is reset after three bytes of the value, and the client says so."""
    network = Network()
    peer = RedisServer()
    peer.database(0).put(b"name", b"a long value")
    network.mount("redis", 6379, peer)

    async def main() -> None:
        async with client() as connection:
            await connection.ping()
            only = network.connections[0]
            only.reset(after=only.bytes_to_client + 8)
            await connection.get("name")

    with pytest.raises(redis.exceptions.ConnectionError, match="reset"):
        asyncproof.run(main(), network=network)


def test_a_connect_timeout_fires_after_exactly_its_time() -> None:
    """A host that does not answer at all costs the connect timeout, in virtual time."""
    network = Network()
    network.link("redis", connect="hang")

    async def main() -> float:
        async with client(socket_connect_timeout=5) as connection:
            with pytest.raises(redis.exceptions.TimeoutError):
                await connection.ping()
        return asyncio.get_running_loop().time()

    assert asyncproof.run(main(), network=network) == 5.0
