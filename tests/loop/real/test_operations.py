from __future__ import annotations

import asyncio
import socket
import sys
from typing import TYPE_CHECKING

import pytest

from tests.loop.real.plain import PlainLoop, outstanding_after, run_plain, turn

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A listening socket that does not block."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        sock.setblocking(False)
        yield sock


async def connect(loop: PlainLoop, address: tuple[str, int]) -> socket.socket:
    """Connect a raw socket."""
    sock = socket.socket()
    sock.setblocking(False)
    await loop.sock_connect(sock, address)
    return sock


def test_waiting_for_data_is_outstanding_and_certain_after_a_question(listener: socket.socket) -> None:
    """Who has spoken last expects an answer; who only listens may wait for nothing."""

    async def main(loop: PlainLoop) -> None:
        sock = await connect(loop, listener.getsockname())
        listener.setblocking(True)
        peer, _ = listener.accept()
        with sock, peer:
            receiving = asyncio.create_task(loop.sock_recv(sock, 100))
            await turn()
            (work,) = loop._work_outstanding()
            assert work.what == f"data from 127.0.0.1:{listener.getsockname()[1]}"
            assert not work.certain
            peer.send(b"hello")
            assert await receiving == b"hello"
            assert not loop._work_open
            await loop.sock_sendall(sock, b"question")
            into = bytearray(100)
            answering = asyncio.create_task(loop.sock_recv_into(sock, into))
            await turn()
            (work,) = loop._work_outstanding()
            assert work.certain
            peer.send(b"answer")
            assert await answering == 6
            assert not loop._work_open

    run_plain(main)


def test_sending_more_than_fits_is_outstanding(listener: socket.socket) -> None:
    """Until the peer has taken enough."""

    async def main(loop: PlainLoop) -> None:
        sock = await connect(loop, listener.getsockname())
        listener.setblocking(True)
        peer, _ = listener.accept()
        with sock, peer:
            sending = asyncio.create_task(loop.sock_sendall(sock, b"x" * 20_000_000))
            await turn()
            (work,) = loop._work_outstanding()
            assert work.what == f"room to send to 127.0.0.1:{listener.getsockname()[1]}"
            assert work.certain
            sending.cancel()
            await turn()
            assert not loop._work_open

    run_plain(main)


def test_connecting_is_outstanding() -> None:
    """A connection that is neither made nor refused yet."""

    async def main(loop: PlainLoop) -> None:
        with socket.socket() as full, socket.socket() as first, socket.socket() as second:
            full.bind(("127.0.0.1", 0))
            full.listen(0)
            connecting = []
            for sock in (first, second):
                sock.setblocking(False)
                connecting.append(asyncio.create_task(loop.sock_connect(sock, full.getsockname())))
            left = 1 if sys.platform == "linux" else 0
            work = await outstanding_after(loop, lambda work: len(work) == left)
            assert {item.what for item in work} <= {f"a connection to 127.0.0.1:{full.getsockname()[1]}"}
            assert all(item.certain for item in work)
            assert len(work) == left
            for task in connecting:
                task.cancel()
            await turn()
            assert not loop._work_open

    run_plain(main)


def test_accepting_is_at_rest(listener: socket.socket) -> None:
    """A server waits for others to come."""

    async def main(loop: PlainLoop) -> None:
        accepting = asyncio.create_task(loop.sock_accept(listener))
        await turn()
        assert not loop._work_open
        accepting.cancel()
        await turn()

    run_plain(main)


def test_both_ends_in_this_loop_are_at_rest(listener: socket.socket) -> None:
    """A client that waits for a handler of its own loop does not stop the clock."""

    async def main(loop: PlainLoop) -> None:
        accepting = asyncio.create_task(loop.sock_accept(listener))
        client = await connect(loop, listener.getsockname())
        peer, _ = await accepting
        with client, peer:
            await loop.sock_sendall(client, b"question")
            receiving = asyncio.create_task(loop.sock_recv(client, 100))
            await turn()
            assert loop._work_outstanding() == []
            receiving.cancel()
            await turn()

    run_plain(main)


@pytest.mark.skipif(sys.platform != "linux", reason="SO_PEERCRED is Linux's")
def test_a_socketpair_is_at_rest() -> None:
    """The other end of a Unix socket that was made here is here."""

    async def main(loop: PlainLoop) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            ours.setblocking(False)
            receiving = asyncio.create_task(loop.sock_recv(ours, 100))
            await turn()
            assert loop._work_outstanding() == []
            theirs.send(b"x")
            assert await receiving == b"x"

    run_plain(main)
