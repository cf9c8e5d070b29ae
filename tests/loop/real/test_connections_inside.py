"""Connections with both ends in one loop."""

from __future__ import annotations

import asyncio
import ssl
import sys
from typing import TYPE_CHECKING, Any

import pytest
import trustme

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
    from collections.abc import Callable
    from pathlib import Path


async def sleep_long(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Handle a connection as somebody does who sleeps for an hour."""
    await reader.readexactly(8)
    try:
        await asyncio.sleep(3600)
    finally:
        writer.close()


def test_a_handler_of_this_loop_that_sleeps_is_at_rest() -> None:
    """Both ends are here, and nothing is on its way: the clock may go."""

    async def main(loop: PlainLoop) -> None:
        async with served(sleep_long) as address:
            _, writer = await asyncio.open_connection(*address)
            writer.write(b"question")
            assert await at_rest(loop) == []
            assert not loop._work_open
            await hang_up(writer)
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()
            await turn()

    run_plain(main)


async def connected(loop: PlainLoop, handler: Callable[..., Any]) -> tuple[Any, Any, Any]:
    """Return both transports of a connection inside of the loop, and the server."""
    made: list[Any] = []

    class Server(asyncio.Protocol):
        def connection_made(self, transport: Any) -> None:
            made.append(transport)

        def eof_received(self) -> bool:
            return True

    class Client(Server):
        def connection_made(self, transport: Any) -> None:
            pass

    server = await loop.create_server(Server, "127.0.0.1", 0)
    client, _ = await loop.create_connection(Client, *server.sockets[0].getsockname())
    await outstanding_after(loop, lambda _: bool(made))
    await at_rest(loop)
    return client, made[0], server


async def disconnect(client: Any, served_one: Any, server: Any) -> None:
    """Close what `connected` has opened."""
    client.abort()
    served_one.abort()
    server.close()
    await turn()


def test_bytes_between_two_ends_of_this_loop_are_outstanding_until_they_are_read() -> None:
    """What one end sent and the other has not received is on its way, and certain."""

    async def main(loop: PlainLoop) -> None:
        client, far, server = await connected(loop, sleep_long)
        client.write(b"question")
        (work,) = loop._work_outstanding()
        assert work.what.startswith("8 bytes on their way from 127.0.0.1:")
        assert work.certain
        await turn()
        assert loop._work_outstanding() == []
        far.pause_reading()
        client.write(b"more")
        await turn()
        assert loop._work_outstanding() == [], "the other end does not read"
        far.resume_reading()
        assert len(loop._work_outstanding()) == 1
        await turn()
        assert loop._work_outstanding() == []
        await disconnect(client, far, server)

    run_plain(main)


def test_the_end_of_a_stream_is_on_its_way_until_the_other_end_has_seen_it() -> None:
    """Half-closing and closing are news, too."""

    async def main(loop: PlainLoop) -> None:
        client, far, server = await connected(loop, sleep_long)
        client.write_eof()
        (text,) = phrases(loop)
        assert text.startswith("the end of the connection from 127.0.0.1:")
        await turn()
        assert await at_rest(loop) == []
        far.abort()
        await asyncio.sleep(0)
        assert len(phrases(loop)) == 1
        await turn()
        assert phrases(loop) == []
        await disconnect(client, far, server)

    run_plain(main)


@pytest.mark.skipif(sys.platform != "linux", reason="SO_PEERCRED is Linux's")
def test_unix_sockets_inside_of_the_process_are_never_outstanding(tmp_path: Path) -> None:
    """What goes through them is with the other side at once; the selector sees it."""

    async def main(loop: PlainLoop) -> None:
        server = await asyncio.start_unix_server(sleep_long, str(tmp_path / "x"))
        _, writer = await asyncio.open_unix_connection(str(tmp_path / "x"))
        writer.write(b"question")
        assert not loop._work_open
        await hang_up(writer)
        server.close()
        await turn()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await turn()

    run_plain(main)


@pytest.fixture(scope="module")
def contexts() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """TLS for a server and for a client that trusts it."""
    authority = trustme.CA()
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(server)
    client = ssl.create_default_context()
    authority.configure_trust(client)
    return server, client


def test_tls_is_counted_below(contexts: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    """A connection with TLS is a connection: at rest inside of the loop, whatever its handler does."""

    async def main(loop: PlainLoop) -> None:
        server = await asyncio.start_server(sleep_long, "127.0.0.1", 0, ssl=contexts[0])
        address = server.sockets[0].getsockname()
        _, writer = await asyncio.open_connection(*address, ssl=contexts[1])
        await at_rest(loop)
        writer.write(b"question")
        assert len(phrases(loop)) == 1
        assert await at_rest(loop) == []
        assert not loop._work_open
        writer.transport.abort()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await turn(10)

    run_plain(main)
