from __future__ import annotations

import asyncio
import ssl
from typing import Any

import anyio
import anyio.streams.tls
import pytest

from asyncproof.core import UsageError
from asyncproof.loop import ControlledLoop
from asyncproof.loop.network import Network, anyio_tls
from tests.loop.network.ends import Collector, run

CLIENT = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def wrapping() -> Any:
    """Return what anyio's class has at the moment."""
    return anyio.streams.tls.TLSStream.__dict__["wrap"]


class Shout(Collector):
    """Answers in capitals."""

    def data_received(self, data: bytes) -> None:
        self.transport.write(data.upper())


def test_an_anyio_stream_speaks_tls_in_memory() -> None:
    """It is a real TLSStream, with what anyio tells of TLS, over plain bytes; and its end is an end."""
    network = Network()
    network.mount("api.example", 443, Shout)

    async def main() -> None:
        stream = await anyio.connect_tcp("api.example", 443, ssl_context=CLIENT, tls_hostname="api.example")
        assert isinstance(stream, anyio.streams.tls.TLSStream)
        assert stream.extra(anyio.streams.tls.TLSAttribute.tls_version) == "TLSv1.3"
        assert stream.extra(anyio.streams.tls.TLSAttribute.alpn_protocol) is None
        await stream.send(b"hello")
        assert await stream.receive() == b"HELLO"
        network.connections[0].server_transport.close()
        with pytest.raises(anyio.EndOfStream):
            await stream.receive()
        await stream.aclose()

    run(main, network)


def test_other_streams_are_wrapped_as_always() -> None:
    """While the bypass is in place, a stream that is not in memory still does a real handshake."""
    network = Network()
    network.mount("api.example", 443, Shout)

    async def main() -> None:
        await (await anyio.connect_tcp("api.example", 443)).aclose()
        assert wrapping() is not before
        ours, theirs = (
            anyio.create_memory_object_stream[bytes](9),
            anyio.create_memory_object_stream[bytes](9),
        )
        stream = anyio.streams.stapled.StapledObjectStream(ours[0], theirs[1])
        await theirs[0].send(b"not TLS at all")
        with pytest.raises(ssl.SSLError):
            await anyio.streams.tls.TLSStream.wrap(stream, hostname="api.example", ssl_context=CLIENT)
        for end in (*ours, *theirs):
            end.close()

    before = wrapping()
    run(main, network)
    assert wrapping() is before


def test_it_lasts_until_the_last_loop_has_stopped() -> None:
    """Two users share it; ending twice, or without having begun, changes nothing."""
    before = wrapping()
    one, two = object(), object()
    anyio_tls.end(one)
    anyio_tls.begin(one)
    anyio_tls.begin(one)
    anyio_tls.begin(two)
    anyio_tls.end(one)
    anyio_tls.end(one)
    assert wrapping() is not before
    anyio_tls.end(two)
    assert wrapping() is before


def test_without_anyio_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is made to import anyio."""
    monkeypatch.delitem(anyio_tls.sys.modules, "anyio.streams.tls")
    one = object()
    anyio_tls.begin(one)
    anyio_tls.end(one)


def test_a_strange_anyio_is_an_error_that_says_so() -> None:
    """An anyio whose TLSStream is built differently is named as the reason."""
    network = Network()
    network.mount("api.example", 443, Shout)

    class Strange(anyio.streams.tls.TLSStream):
        def __init__(self) -> None:
            pass

    async def main() -> None:
        stream = await anyio.connect_tcp("api.example", 443)
        with pytest.raises(UsageError, match="needs anyio 4"):
            await Strange.wrap(stream, hostname="api.example")
        await stream.aclose()

    run(main, network)


def test_a_loop_that_is_run_again_puts_it_in_place_again() -> None:
    """Each run that connects has it, and between runs anyio is as it was."""
    network = Network()
    network.mount("api.example", 443, Shout)
    before = wrapping()
    loop = ControlledLoop(network=network)

    async def talk() -> None:
        stream = await anyio.connect_tcp("api.example", 443, ssl_context=CLIENT, tls_hostname="api.example")
        await stream.aclose()
        await asyncio.sleep(1)

    for _ in range(2):
        loop.run_until_complete(talk())
        assert wrapping() is before
    loop.close()
