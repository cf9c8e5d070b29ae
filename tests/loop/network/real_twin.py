"""Scenarios that run on stock asyncio over real loopback and in memory, and have to look the same."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable
from typing import Any

from asyncproof.loop import ControlledLoop
from asyncproof.loop.network import Network

Log = list[Any]
Scenario = Callable[[Log], Awaitable[None]]


def as_real(scenario: Scenario) -> Callable[[], None]:
    """Make a test of a scenario: protocols are told the same in memory as over real loopback."""

    def test() -> None:
        in_memory = on_loop(ControlledLoop(network=Network()), scenario)
        really = on_loop(asyncio.SelectorEventLoop(), scenario)
        assert in_memory == really, f"in memory: {in_memory}\nreally:    {really}"

    test.__name__, test.__doc__ = scenario.__name__, scenario.__doc__
    return test


def on_loop(loop: asyncio.AbstractEventLoop, scenario: Scenario) -> Log:
    """Run a scenario and return what happened, sorted by who saw it: the order between ends is anybody's."""
    log: Log = []
    try:
        loop.run_until_complete(asyncio.wait_for(scenario(log), 20))
        loop.run_until_complete(asyncio.sleep(0))
    finally:
        loop.close()
    gc.collect()
    return by_end(log)


def by_end(log: Log) -> Log:
    """Sort what happened by the end that saw it: the order between two ends is anybody's."""
    names = {"client": 1, "server": 2, "other": 3}
    return sorted(log, key=lambda entry: names.get(entry[0], 0) if isinstance(entry, tuple) else 0)


class Recorder(asyncio.Protocol):
    """Writes down what a transport calls."""

    def __init__(self, log: Log, name: str, *, keep_open: bool = False) -> None:
        self.log = log
        self.name = name
        self.keep_open = keep_open
        self.transport: Any = None
        self.received = b""
        self.lost: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.made: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.ended: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.log.append((self.name, "made"))
        self.made.set_result(None)

    def data_received(self, data: bytes) -> None:
        if not self.received:
            self.log.append((self.name, "data"))
        self.received += data

    def eof_received(self) -> bool:
        self.log.append((self.name, "eof"))
        self.ended.set_result(None)
        return self.keep_open

    def connection_lost(self, exc: BaseException | None) -> None:
        self.log.append((self.name, "lost", type(exc).__name__))
        self.lost.set_result(None)

    def pause_writing(self) -> None:
        self.log.append((self.name, "pause"))

    def resume_writing(self) -> None:
        self.log.append((self.name, "resume"))


class Pair:
    """A server with one connection."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.server_end: Recorder
        self.client_end: Recorder
        self.server: Any

    async def open(
        self,
        *,
        server: Callable[[], Recorder] | None = None,
        client: Callable[[], Recorder] | None = None,
    ) -> Pair:
        loop = asyncio.get_running_loop()
        self.server_end = server() if server else Recorder(self.log, "server")
        self.server = await loop.create_server(lambda: self.server_end, "127.0.0.1", 0)
        host, port = self.server.sockets[0].getsockname()
        _, self.client_end = await loop.create_connection(
            client or (lambda: Recorder(self.log, "client")), host, port
        )
        await self.server_end.made
        return self

    async def shut(self) -> None:
        self.server.close()
        for end in (self.client_end, self.server_end):
            if not end.lost.done():
                end.transport.abort()
        await asyncio.gather(self.client_end.lost, self.server_end.lost)
        await self.server.wait_closed()
