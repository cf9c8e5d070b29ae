from __future__ import annotations

import asyncio
import socket
import threading
from typing import TYPE_CHECKING

import pytest

from asyncproof.loop.real import connections
from tests.loop.real.plain import (
    PlainLoop,
    at_rest,
    hang_up,
    outstanding_after,
    phrases,
    run_plain,
    served,
    turn,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Outside:
    """A server that no loop knows: it does what the test tells it, one thing after the other."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = self.listener.getsockname()
        self.peer: socket.socket | None = None

    def accept(self) -> socket.socket:
        self.peer, _ = self.listener.accept()
        return self.peer

    def close(self) -> None:
        self.listener.close()
        if self.peer is not None:
            self.peer.close()


@pytest.fixture
def outside() -> Iterator[Outside]:
    """A peer that stands for another process."""
    server = Outside()
    yield server
    server.close()


def test_a_question_to_the_outside_is_certain_until_the_answer_is_complete(outside: Outside) -> None:
    """After a write, an answer is due; after a read, a moment of quiet; then nothing."""

    async def main(loop: PlainLoop) -> None:
        reader, writer = await asyncio.open_connection(*outside.address)
        peer = outside.accept()
        writer.write(b"question")
        (work,) = loop._work_outstanding()
        host, port = outside.address
        assert work.what == f"an answer from {host}:{port} (8 bytes sent)"
        assert work.certain
        assert loop._work_open
        peer.send(b"answer")
        assert await reader.read(100) == b"answer"
        assert phrases(loop) == [f"the rest of what {host}:{port} has to say"]
        assert await at_rest(loop) == []
        assert not loop._work_open, "a connection at rest costs nothing"
        await hang_up(writer)

    run_plain(main)


def test_each_question_has_a_key_of_its_own(outside: Outside) -> None:
    """Who gave up waiting for one answer waits again for the next."""

    async def main(loop: PlainLoop) -> None:
        _, writer = await asyncio.open_connection(*outside.address)
        outside.accept()
        writer.write(b"a")
        first = loop._work_outstanding()
        assert [work.key for work in loop._work_outstanding()] == [work.key for work in first]
        writer.write(b"b")
        assert [work.key for work in loop._work_outstanding()] != [work.key for work in first]
        await hang_up(writer)

    run_plain(main)


def test_a_slow_peer_is_given_a_longer_moment(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whose first piece took long may take long for the second; there is a bound to it."""
    now = [100.0]
    monkeypatch.setattr(connections, "monotonic", lambda: now[0])

    async def main(loop: PlainLoop) -> None:
        reader, writer = await asyncio.open_connection(*outside.address)
        peer = outside.accept()
        for took, moment in ((0.001, 0.05), (0.03, 0.06), (30, 0.1)):
            writer.write(b"question")
            now[0] += took
            peer.send(b"answer")
            await reader.read(100)
            assert loop._work_book.look(now[0] + moment - 0.001)
            assert not loop._work_book.look(now[0] + moment + 0.001)
        await hang_up(writer)

    run_plain(main)


def test_a_connection_on_which_nothing_was_said_is_not_certain(outside: Outside) -> None:
    """Some servers speak first."""

    async def main(loop: PlainLoop) -> None:
        _, writer = await asyncio.open_connection(*outside.address)
        work = await outstanding_after(loop, lambda work: "a first word from" in work[0].what)
        assert [item.certain for item in work] == [False]
        await hang_up(writer)

    run_plain(main)


def test_bytes_that_the_peer_does_not_take_are_outstanding(outside: Outside) -> None:
    """What waits in the write buffer is on its way."""

    async def main(loop: PlainLoop) -> None:
        _, writer = await asyncio.open_connection(*outside.address)
        outside.accept()
        writer.write(b"x" * 20_000_000)
        (text,) = phrases(loop)
        assert " taking " in text
        assert text.endswith(" more bytes")
        writer.transport.abort()
        await turn()
        assert not loop._work_open

    run_plain(main)


def test_a_connection_that_is_closing_is_at_rest(outside: Outside) -> None:
    """Nobody reads any more."""

    async def main(loop: PlainLoop) -> None:
        _, writer = await asyncio.open_connection(*outside.address)
        outside.accept()
        writer.write(b"bye")
        writer.close()
        assert phrases(loop) == []
        await hang_up(writer)

    run_plain(main)


def test_a_connection_that_is_not_read_is_not_waited_for(outside: Outside) -> None:
    """As long as reading is paused, no answer can come in; afterwards it can."""

    async def main(loop: PlainLoop) -> None:
        _, writer = await asyncio.open_connection(*outside.address)
        outside.accept()
        await turn()
        writer.write(b"question")
        writer.transport.pause_reading()
        assert phrases(loop) == []
        writer.transport.resume_reading()
        assert len(phrases(loop)) == 1
        await hang_up(writer)

    run_plain(main)


def test_a_transport_that_nobody_holds_is_forgotten(outside: Outside) -> None:
    """A dead transport has no answer."""

    class Forgotten(asyncio.Protocol):
        pass

    async def main(loop: PlainLoop) -> None:
        transport, _ = await loop.create_connection(Forgotten, *outside.address)
        outside.accept()
        transport.write(b"question")
        (source,) = loop._work_open
        source._transport = lambda: None
        assert phrases(loop) == []
        assert not loop._work_open
        transport.abort()
        await turn()

    run_plain(main)


@pytest.mark.asyncproof(blocking="off")
def test_a_client_from_outside_may_say_nothing_more() -> None:
    """What we answered to somebody who came to us needs no answer."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.read(100))
        await reader.read()
        await hang_up(writer)

    async def main(loop: PlainLoop) -> None:
        async with served(handle) as address:
            with socket.create_connection(address) as client:
                client.send(b"hello")
                await outstanding_after(loop, bool)
                client.setblocking(False)
                assert await loop.sock_recv(client, 100) == b"hello"
                assert await at_rest(loop) == []
                assert not loop._work_open
            await turn(5)

    run_plain(main)


def test_sendfile_goes_through_the_counted_socket(outside: Outside, tmp_path: Path) -> None:
    """What asyncio does with a transport's socket still works."""
    (tmp_path / "x").write_bytes(b"x" * 1000)
    got: list[bytes] = []

    def take() -> None:
        got.append(outside.accept().recv(5000, socket.MSG_WAITALL))

    thread = threading.Thread(target=take)
    thread.start()

    async def main(loop: PlainLoop) -> None:
        _, writer = await asyncio.open_connection(*outside.address)
        with (tmp_path / "x").open("rb") as file:
            await loop.sendfile(writer.transport, file)
        await hang_up(writer)

    run_plain(main)
    thread.join()
    assert len(got[0]) == 1000
