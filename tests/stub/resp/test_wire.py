"""RESP on the wire: commands in pieces, replies in two versions, and what is none."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.stub.resp import RedisServer
from asyncproof.stub.resp.wire import OK, BadCommand, CommandReader, Error, Push, Status, encode

if TYPE_CHECKING:
    from asyncproof.stub import Net

GET = b"*2\r\n$3\r\nGET\r\n$1\r\na\r\n"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (GET, [[b"GET", b"a"]]),
        (GET + GET, [[b"GET", b"a"]] * 2),
        (b"*1\r\n$4\r\n\r\n\r\n\r\n", [[b"\r\n\r\n"]]),
        (b"PING  hello\r\n\r\n", [[b"PING", b"hello"]]),
        (b"*0\r\n" + GET, [[b"GET", b"a"]]),
    ],
)
def test_commands(sent: bytes, words: Any) -> None:
    """Commands are read whole, in one piece or byte by byte; empty ones are passed over."""
    assert CommandReader().feed(sent) == words
    slowly = CommandReader()
    assert [each for byte in sent for each in slowly.feed(bytes([byte]))] == words


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"*x\r\n", "expected a length, got b'\\*x'"),
        (b"*1\r\n:5\r\n", "expected '\\$', got ':'"),
        (b"*1\r\n$-3\r\n", "expected a length"),
    ],
)
def test_what_is_no_command(sent: bytes, said: str) -> None:
    """What is no RESP is told."""
    with pytest.raises(BadCommand, match=said):
        CommandReader().feed(sent)


@pytest.mark.parametrize(
    ("reply", "two", "three"),
    [
        (OK, b"+OK\r\n", b"+OK\r\n"),
        (Status("PONG"), b"+PONG\r\n", b"+PONG\r\n"),
        (Error("ERR no"), b"-ERR no\r\n", b"-ERR no\r\n"),
        (None, b"$-1\r\n", b"_\r\n"),
        (7, b":7\r\n", b":7\r\n"),
        (b"", b"$0\r\n\r\n", b"$0\r\n\r\n"),
        ([b"a", None], b"*2\r\n$1\r\na\r\n$-1\r\n", b"*2\r\n$1\r\na\r\n_\r\n"),
        ({b"a": 1}, b"*2\r\n$1\r\na\r\n:1\r\n", b"%1\r\n$1\r\na\r\n:1\r\n"),
        ({b"b", b"a"}, b"*2\r\n$1\r\na\r\n$1\r\nb\r\n", b"~2\r\n$1\r\na\r\n$1\r\nb\r\n"),
        (Push([b"a"]), b"*1\r\n$1\r\na\r\n", b">1\r\n$1\r\na\r\n"),
    ],
)
def test_replies(reply: Any, two: bytes, three: bytes) -> None:
    """Maps, sets, pushes and nothing have forms of their own in version 3."""
    assert (encode(reply, 2), encode(reply, 3)) == (two, three)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("said", "answered"),
    [
        (b"PING\r\nPING hello\r\nQUIT\r\n", b"+PONG\r\n$5\r\nhello\r\n+OK\r\n"),
        (b"AUTH secret\r\nCLIENT ID\r\nCLIENT SETNAME me\r\nQUIT\r\n", b"+OK\r\n:1\r\n+OK\r\n+OK\r\n"),
        (b"HELLO 4\r\nQUIT\r\n", b"-NOPROTO unsupported protocol version\r\n+OK\r\n"),
        (
            b"SUBSCRIBE a a\r\nPING\r\nUNSUBSCRIBE b\r\nUNSUBSCRIBE\r\nUNSUBSCRIBE\r\nQUIT\r\n",
            b"*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n" * 2
            + b"*2\r\n$4\r\npong\r\n$0\r\n\r\n"
            + b"*3\r\n$11\r\nunsubscribe\r\n$1\r\nb\r\n:1\r\n"
            + b"*3\r\n$11\r\nunsubscribe\r\n$1\r\na\r\n:0\r\n"
            + b"*3\r\n$11\r\nunsubscribe\r\n$-1\r\n:0\r\n"
            + b"+OK\r\n",
        ),
        (
            b"PSUBSCRIBE x*\r\nPUBLISH y z\r\nQUIT\r\n",
            b"*3\r\n$10\r\npsubscribe\r\n$2\r\nx*\r\n:1\r\n:0\r\n+OK\r\n",
        ),
        (
            b"HELLO\r\nQUIT\r\n",
            encode({b"server": b"redis", b"version": b"7.0.0", b"proto": 2, b"mode": b"standalone"}, 2)
            + b"+OK\r\n",
        ),
        (b"*1\r\nno\r\n", b"-ERR Protocol error: expected a length, got b'no'\r\n"),
    ],
)
async def test_a_conversation(net: Net, said: bytes, answered: bytes) -> None:
    """A connection answers in order, and ends when it is told to, or when it can't read on."""
    net.mount("redis://cache:6379", RedisServer())
    reader, writer = await asyncio.open_connection("cache", 6379)
    writer.write(said)
    assert await reader.read() == answered
    writer.close()


@pytest.mark.asyncio
async def test_who_is_gone_listens_no_more(net: Net) -> None:
    """Messages are for those who are there, and who listen to that channel."""
    server = RedisServer()
    net.mount("redis://cache:6379", server)
    _, gone = await asyncio.open_connection("cache", 6379)
    gone.write(b"SUBSCRIBE a\r\n")
    await asyncio.sleep(1)
    assert (server.channels.publish(b"a", b"x"), server.channels.publish(b"b", b"x")) == (1, 0)
    gone.close()
    await asyncio.sleep(1)
    assert server.channels.publish(b"a", b"x") == 0
