"""A redis that is started by its address: a real one, or one that says that it is none."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import redis.asyncio

from asyncproof.core import UsageError
from asyncproof.kit import redis_server
from asyncproof.kit.servers import programs
from asyncproof.kit.servers import redis as servers
from asyncproof.kit.servers.redis import FakeRedisWarning


async def set_and_get(url: str) -> Any:
    """Use the app's own client."""
    client = redis.asyncio.from_url(url)
    try:
        await client.set("key", "value")
        return await client.get("key")
    finally:
        await client.aclose()


@pytest.mark.skipif(programs.find_redis() is None, reason="redis is not installed")
def test_a_real_one() -> None:
    """It wants the password that its address has, and leaves nothing behind."""
    with redis_server(fake=False) as server:
        assert asyncio.run(set_and_get(server.url)) == b"value"
        assert server.is_real
        home = server._running.home
        with pytest.raises(redis.exceptions.AuthenticationError):
            asyncio.run(set_and_get(f"redis://{server.url.rpartition('@')[2]}"))
    assert not home.exists()
    server.close()


def test_a_fake_one() -> None:
    """Who asks for fakeredis gets it without a warning."""
    with redis_server(fake=True) as server:
        assert asyncio.run(set_and_get(server.url)) == b"value"
        assert not server.is_real


def test_it_says_that_it_is_fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no redis is found, a warning says so and what to do."""
    monkeypatch.setattr(servers, "find_redis", lambda: None)
    with redis_server() as server:
        with pytest.warns(
            FakeRedisWarning, match=r"talk to fakeredis\. Install one .*redis_server\(fake=True\)"
        ):
            url = server.url
        assert asyncio.run(set_and_get(url)) == b"value"


def test_nothing_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where neither is there, or only a real one would do, the error says what to install."""
    monkeypatch.setattr(servers, "find_redis", lambda: None)
    with pytest.raises(UsageError, match=r"no redis-server on this machine\. Install one"):
        _ = redis_server(fake=False).url
    monkeypatch.setattr(servers, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"neither redis-server nor fakeredis .*pip install fakeredis"):
        _ = redis_server().url
