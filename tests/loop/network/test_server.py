from __future__ import annotations

import asyncio
from typing import Any

import pytest

from asyncproof.loop.network import Network
from tests.loop.network.ends import Collector, run
from tests.loop.network.real_twin import Log, Pair, Recorder, as_real


@as_real
async def test_refusal_as_real(log: Log) -> None:
    """Where nobody listens a connection is refused."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Recorder(log, "server"), "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    with pytest.raises(OSError, match="in use"):
        await loop.create_server(lambda: Recorder(log, "server"), host, port)
    server.close()
    await server.wait_closed()
    with pytest.raises(ConnectionRefusedError, match="Connect call failed"):
        await loop.create_connection(lambda: Recorder(log, "client"), host, port)


@as_real
async def test_starting_later_as_real(log: Log) -> None:
    """A server that does not serve yet can be started, once or more."""
    loop = asyncio.get_running_loop()
    made = asyncio.Event()

    class Greeter(Recorder):
        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            made.set()

    server = await loop.create_server(lambda: Greeter(log, "server"), "127.0.0.1", 0, start_serving=False)
    log.append(server.is_serving())
    async with server:
        await server.start_serving()
        await server.start_serving()
        log.append(server.is_serving())
        transport, client = await loop.create_connection(
            lambda: Recorder(log, "client"), *server.sockets[0].getsockname()
        )
        await made.wait()
        transport.close()
        await client.lost
    log.append(server.is_serving())
    server.close()


@as_real
async def test_serving_forever_as_real(log: Log) -> None:
    """serve_forever ends by cancellation and closes the server; a second one is refused."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Recorder(log, "server"), "127.0.0.1", 0)
    task = asyncio.ensure_future(server.serve_forever())
    await asyncio.sleep(0)
    with pytest.raises(RuntimeError, match="already being awaited"):
        await server.serve_forever()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    log.append((task.cancelled(), server.is_serving()))
    with pytest.raises(RuntimeError, match="is closed"):
        await server.serve_forever()


@as_real
async def test_wait_closed_as_real(log: Log) -> None:
    """wait_closed waits for connections from Python 3.12 on."""
    pair = await Pair(log).open()
    pair.server.close()
    waiting = asyncio.ensure_future(pair.server.wait_closed())
    for _ in range(5):
        await asyncio.sleep(0)
    log.append(waiting.done())
    pair.client_end.transport.close()
    await waiting
    await pair.server_end.lost
    await pair.shut()


@as_real
async def test_closing_clients_as_real(log: Log) -> None:
    """From Python 3.13 on a server can close or abort its connections."""
    for what in ("close_clients", "abort_clients"):
        pair = await Pair(log).open()
        log.append(hasattr(pair.server, what))
        if hasattr(pair.server, what):
            getattr(pair.server, what)()
            await asyncio.gather(pair.client_end.lost, pair.server_end.lost)
        await pair.shut()


def test_a_closed_server_keeps_its_connections() -> None:
    """Closing twice is closing once; who is connected stays connected, and the address is free again."""
    network = Network()

    async def main() -> None:
        loop, server_end = asyncio.get_running_loop(), Collector()
        server = await loop.create_server(lambda: server_end, "127.0.0.1", 80)
        assert "127.0.0.1" in repr(server)
        transport, _ = await loop.create_connection(Collector, "127.0.0.1", 80)
        server.close()
        server.close()
        transport.write(b"still here")
        await asyncio.sleep(1)
        assert server_end.data == b"still here"
        again = await loop.create_server(Collector, "127.0.0.1", 80)
        again.close()
        with pytest.raises(RuntimeError, match="is closed"):
            await again.start_serving()
        await again.wait_closed()

    run(main, network)


def test_closing_ends_serving_forever() -> None:
    """A server that is closed from elsewhere ends serve_forever by cancellation."""

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Collector, "127.0.0.1", 80)
        serving = asyncio.ensure_future(server.serve_forever())
        await asyncio.sleep(1)
        server.close()
        with pytest.raises(asyncio.CancelledError):
            await serving

    run(main, Network())


def test_a_waiter_that_was_cancelled_is_left_alone() -> None:
    """The others are woken."""

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Collector, "127.0.0.1", 80)
        gone, waiting = (asyncio.ensure_future(server.wait_closed()) for _ in range(2))
        await asyncio.sleep(1)
        gone.cancel()
        server.close()
        await waiting

    run(main, Network())
