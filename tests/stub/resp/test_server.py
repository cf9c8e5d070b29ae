"""The redis in memory answers as a real one, through redis.asyncio."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import redis.exceptions

from asyncproof.stub import Net
from asyncproof.stub.resp import RedisServer
from tests.stub.resp.dialogue import ask, client_of, in_memory, really
from tests.stub.resp.replies import DIALOGUES

named = pytest.mark.parametrize("name", DIALOGUES)
versions = pytest.mark.parametrize("version", [2, 3])


def _same(got: Any, expected: Any) -> bool:
    """Compare replies: a set may come as a list."""
    if isinstance(expected, set):
        return set(got) == expected
    if isinstance(expected, str):
        return str(got).strip() == expected
    if isinstance(expected, tuple):
        return tuple(got) == expected
    return bool(got == expected)


async def play(client: Any, name: str) -> None:
    """Ask all of a dialogue, and compare every reply."""
    commands, expected = zip(*DIALOGUES[name], strict=True)
    got = await ask(client, list(commands))
    wrong = [
        f"{command}: expected {right!r}, got {each!r}"
        for command, right, each in zip(commands, expected, got, strict=True)
        if not _same(each, right)
    ]
    assert not wrong, "\n".join(wrong)


@named
@versions
def test_replies(name: str, version: int) -> None:
    """Each command has the reply that is written beside it."""
    in_memory(lambda client: play(client, name), version)


@named
@versions
@pytest.mark.needs_redis
@pytest.mark.asyncio
async def test_replies_of_a_real_one(redis_url: str, name: str, version: int) -> None:
    """A real redis has the same replies."""
    await really(redis_url, lambda client: play(client, name), version)


async def transactions(client: Any) -> list[Any]:
    """Use pipelines, with and without a watched key that changes."""
    seen: list[Any] = []
    async with client.pipeline(transaction=True) as pipe:
        seen.append(await pipe.set("a", 1).incr("a").get("a").publish("nobody", "x").execute())
        await pipe.watch("a")
        await client.set("a", 9)
        pipe.multi()
        pipe.incr("a")
        with pytest.raises(redis.exceptions.WatchError):
            await pipe.execute()
        await pipe.watch("a")
        await pipe.unwatch()
        seen.append(await client.get("a"))
    async with client.pipeline(transaction=True) as pipe:
        pipe.set("a", "text").incr("a").set("b", 2)
        seen.append([str(each).strip() for each in await pipe.execute(raise_on_error=False)])
        with pytest.raises(redis.exceptions.ResponseError, match="wrong number of arguments for 'get'"):
            await pipe.execute_command("GET").execute()
    seen += await ask(  # one after the other, so over one connection of the pool
        client,
        [
            ("EXEC",),
            ("DISCARD",),
            ("MULTI",),
            ("MULTI",),
            ("WATCH", "a"),
            ("NONSENSE",),
            ("EXEC",),
            ("MULTI",),
            ("INCR", "a"),
            ("DISCARD",),
            ("GET", "a"),
        ],
    )
    return seen


async def subscriptions(client: Any) -> list[Any]:
    """Listen to a channel and to a pattern."""
    async with client.pubsub() as listener:
        await listener.subscribe("news")
        await listener.psubscribe("n*")
        heard = [await listener.get_message(timeout=1) for _ in range(2)]
        told = await client.publish("news", "hello")
        heard += [await listener.get_message(timeout=1) for _ in range(2)]
        await listener.unsubscribe()
        await listener.punsubscribe("n*")
        heard += [await listener.get_message(timeout=1) for _ in range(2)]
        after = await client.publish("news", "nobody")
    return [told, after, *heard]


async def queues(client: Any) -> list[Any]:
    """Let two workers wait for a queue, one in vain."""
    first = asyncio.ensure_future(client.blpop(["urgent", "later"], timeout=0))
    await asyncio.sleep(0.05)
    second = asyncio.ensure_future(client.brpop("later", timeout=0.3))
    await asyncio.sleep(0.05)
    await client.set("urgent", "no list")
    await client.delete("urgent")
    await client.rpush("later", "a")
    seen = [await first, await second]
    async with client.pipeline(transaction=True) as pipe:
        seen.append(await pipe.blpop("later", timeout=0).rpush("later", "b", "c").execute())
    seen.append([await client.blpop("later", timeout=1), await client.brpop("later", timeout=1)])
    return seen


@versions
@pytest.mark.parametrize("scenario", [transactions, subscriptions, queues])
@pytest.mark.needs_redis
@pytest.mark.asyncio
async def test_the_same_as_a_real_one(redis_url: str, scenario: Any, version: int) -> None:
    """Transactions and channels are as in a real redis."""
    real = await really(redis_url, scenario, version)
    assert await asyncio.to_thread(in_memory, scenario, version) == real


@versions
def test_transactions(version: int) -> None:
    """What is queued runs in one go, or not at all."""
    seen = in_memory(transactions, version)
    assert seen[:3] == [[True, 2, b"2", 0], b"9", ["True", NO_NUMBER, "True"]]
    assert seen[3:] == [
        "! EXEC without MULTI",
        "! DISCARD without MULTI",
        b"OK",
        "! MULTI calls can not be nested",
        "! WATCH inside MULTI is not allowed",
        "! unknown command 'NONSENSE', with args beginning with: ",
        "! Transaction discarded because of previous errors.",
        b"OK",
        b"QUEUED",
        b"OK",
        b"text",
    ]


NO_NUMBER = "value is not an integer or out of range"


@versions
def test_subscriptions(version: int) -> None:
    """Who listens hears what is said, by name and by pattern, until it listens no more."""
    told, after, *heard = in_memory(subscriptions, version)
    assert (told, after) == (2, 0)
    assert [(each["type"], each["channel"], each["data"]) for each in heard] == [
        ("subscribe", b"news", 1),
        ("psubscribe", b"n*", 2),
        ("message", b"news", b"hello"),
        ("pmessage", b"news", b"hello"),
        ("unsubscribe", b"news", 1),
        ("punsubscribe", b"n*", 0),
    ]


@pytest.mark.asyncio
async def test_keys_expire_in_virtual_time(net: Net) -> None:
    """An hour is over at once, and is exactly an hour."""
    net.mount("redis://cache:6379", RedisServer())
    async with client_of("redis://cache:6379") as client:
        await client.set("token", "x", ex=3600)
        await client.execute_command("PSETEX", "short", 1500, "x")
        await client.execute_command("SETEX", "long", 7200, "x")
        await asyncio.sleep(1.499)
        assert await client.exists("short") == 1
        await asyncio.sleep(0.001)
        assert await client.exists("short") == 0
        assert await client.ttl("token") == 3599
        await asyncio.sleep(3598.5)
        assert await client.keys() == [b"long"]


@pytest.mark.asyncio
async def test_a_watched_key_that_expires(net: Net) -> None:
    """A key that expires has changed for those who watch it."""
    net.mount("redis://cache:6379", RedisServer())
    async with client_of("redis://cache:6379") as client, client.pipeline() as pipe:
        await client.set("a", 1, ex=1)
        await pipe.watch("a")
        await asyncio.sleep(2)
        pipe.multi()
        pipe.set("a", 2)
        with pytest.raises(redis.exceptions.WatchError):
            await pipe.execute()


@pytest.mark.asyncio
async def test_what_came_can_be_asked(net: Net) -> None:
    """A server keeps the commands that came, and can be emptied."""
    server = RedisServer()
    net.mount("redis://cache:6379", server)
    async with client_of("redis://cache:6379") as client:
        await client.set("a", 1)
        server.clear()
        assert await client.get("a") is None
    assert server.commands[-2:] == [(b"SET", b"a", b"1"), (b"GET", b"a")]
    assert repr(server) == f"<RedisServer, {len(server.commands)} commands>"


@pytest.mark.asyncio
async def test_a_lost_update_is_seen(net: Net) -> None:
    """Fifty tasks that read, wait for the network and write lose updates, as with a real server."""
    net.mount("redis://cache:6379", RedisServer())
    async with client_of("redis://cache:6379") as client:

        async def increment() -> None:
            await client.set("n", int(await client.get("n") or 0) + 1)

        await asyncio.gather(*(increment() for _ in range(50)))
        assert int(await client.get("n")) < 50
        await client.delete("n")
        await asyncio.gather(*(client.incr("n") for _ in range(50)))
        assert await client.get("n") == b"50"


@versions
def test_queues(version: int) -> None:
    """Who waits first gets what comes first; who waits in vain gets nothing after its time."""
    first, second, piped, rest = in_memory(queues, version)
    assert (tuple(first), second, piped) == ((b"later", b"a"), None, [None, 2])
    assert [tuple(each) for each in rest] == [(b"later", b"b"), (b"later", b"c")]


@pytest.mark.asyncio
async def test_workers_wait_in_virtual_time(net: Net) -> None:
    """A worker that waits for an hour has waited an hour; one that goes away waits no more."""
    server = RedisServer()
    net.mount("redis://cache:6379", server)
    async with client_of("redis://cache:6379", socket_timeout=None) as client:
        before = asyncio.get_running_loop().time()
        assert await client.blpop("jobs", timeout=3600) is None
        assert asyncio.get_running_loop().time() - before == pytest.approx(3600)
    _, gone = await asyncio.open_connection("cache", 6379)
    gone.write(b"BLPOP jobs 3600\r\nPING\r\n")
    reader, writer = await asyncio.open_connection("cache", 6379)
    writer.write(b"BLPOP jobs 0\r\nPING\r\n")
    await asyncio.sleep(1)
    gone.close()
    await asyncio.sleep(1)
    async with client_of("redis://cache:6379") as client:
        await client.rpush("jobs", "x")
    assert await reader.readuntil(b"PONG\r\n") == b"*2\r\n$4\r\njobs\r\n$1\r\nx\r\n+PONG\r\n"
    writer.close()
