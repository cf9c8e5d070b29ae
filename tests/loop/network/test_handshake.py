from __future__ import annotations

import asyncio
import ssl
from pathlib import Path
from typing import Any

import pytest

from asyncproof.loop.network import Network
from tests.loop.network.certificate import offering, server_context
from tests.loop.network.ends import Collector, connected, now, run

SERVER = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
CLIENT = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


async def serve(context: ssl.SSLContext | None, **options: Any) -> tuple[Collector, Any]:
    """Serve at api.example:443, and return the server's protocol and a connected client's transport."""
    loop, server = asyncio.get_running_loop(), Collector()
    await loop.create_server(lambda: server, "api.example", 443, ssl=context)
    transport, _ = await loop.create_connection(Collector, "api.example", 443, **options)
    return server, transport


def test_tls_costs_one_round_trip_and_both_ends_know(tmp_path: Path) -> None:
    """connection_made comes after the handshake at both ends, which then tell context, name and protocol."""
    context, client_side = server_context(tmp_path, "h2"), offering("h2")

    async def main() -> None:
        server, transport = await serve(context, ssl=client_side)
        assert now() == 2.0
        assert transport.get_extra_info("sslcontext") is client_side
        assert transport.get_extra_info("ssl_object").selected_alpn_protocol() == "h2"
        assert transport.get_extra_info("ssl_object").server_hostname == "api.example"
        assert server.transport.get_extra_info("sslcontext") is context
        assert server.transport.get_extra_info("ssl_object").selected_alpn_protocol() == "h2"
        assert server.transport.get_extra_info("peercert") is None
        transport.write(b"plain in memory")
        await asyncio.sleep(1)
        assert server.data == b"plain in memory"

    run(main, Network(latency=0.5))


def test_plain_bytes_to_a_tls_server_end_the_connection() -> None:
    """The server's protocol never hears of the client, which sees a reset."""

    async def main() -> None:
        server, transport = await serve(SERVER)
        client = transport.get_protocol()
        transport.write(b"GET / HTTP/1.1")
        await asyncio.sleep(1)
        assert server.transport is None
        assert [type(error) for error in client.lost_with] == [ConnectionResetError]

    run(main, Network())


def test_a_client_that_leaves_before_tls_is_nobodys_business() -> None:
    """A server that expects TLS forgets a client that says nothing and goes."""
    network = Network()

    async def main() -> None:
        server, transport = await serve(SERVER)
        transport.close()
        await asyncio.sleep(1)
        assert server.transport is None
        assert network.connections == []

    run(main, network)


def test_tls_to_a_plain_server_is_refused_with_advice() -> None:
    """The error is OpenSSL's own for this mistake, and says what to give the server."""

    async def main() -> None:
        with pytest.raises(
            ssl.SSLError, match=r"WRONG_VERSION.*240\.0\.0\.1:443 speaks plain text\. Give it"
        ):
            await serve(None, ssl=CLIENT)

    network = Network()
    run(main, network)


@pytest.mark.parametrize(("tls", "port", "seen"), [(None, 443, True), (None, 80, False), (SERVER, 80, True)])
def test_a_mounted_peer_welcomes_tls(tls: Any, port: int, seen: bool) -> None:
    """Without a word it takes both; on port 443, or if told, it knows of TLS when the connection is made."""
    network = Network()
    told: list[bool] = []

    class Peer(Collector):
        def connection_made(self, transport: Any) -> None:
            told.append(bool(transport.get_extra_info("sslcontext")))

    network.mount("api.example", port, Peer, tls=tls)

    async def main() -> None:
        await asyncio.get_running_loop().create_connection(Collector, "api.example", port, ssl=CLIENT)
        await asyncio.sleep(1)

    run(main, network)
    assert told == [seen]


def test_a_mounted_peer_can_refuse_tls() -> None:
    """With tls=False it is a plain server."""
    network = Network()
    network.mount("api.example", 80, Collector, tls=False)

    async def main() -> None:
        with pytest.raises(ssl.SSLError, match="speaks plain text"):
            await asyncio.get_running_loop().create_connection(Collector, "api.example", 80, ssl=True)

    run(main, network)


def test_streams_can_start_tls_in_the_middle() -> None:
    """STARTTLS: both ends agree in plain text, then both start TLS; from then on they tell of it."""
    if not hasattr(asyncio.StreamWriter, "start_tls"):
        pytest.skip("StreamWriter.start_tls came with Python 3.11")

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readline() == b"STARTTLS\n"
        writer.write(b"go ahead\n")
        await writer.start_tls(SERVER)
        assert writer.get_extra_info("sslcontext") is SERVER
        writer.write((await reader.readline()).upper())
        writer.close()

    async def main() -> bytes:
        server = await asyncio.start_server(answer, "mail.example", 25)
        reader, writer = await asyncio.open_connection("mail.example", 25)
        writer.write(b"STARTTLS\n")
        assert await reader.readline() == b"go ahead\n"
        await writer.start_tls(CLIENT, server_hostname="mail.example")
        assert writer.get_extra_info("ssl_object").getpeercert()["subject"]
        writer.write(b"secret\n")
        heard = await reader.readline()
        writer.close()
        server.close()
        return heard

    assert run(main, Network(latency=0.1)) == b"SECRET\n"


def test_a_server_may_start_tls_after_the_client_was_welcomed() -> None:
    """A mounted peer that starts TLS itself finds it started already."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        ends = await connected(network)
        await loop.start_tls(ends.client.transport, ends.client, CLIENT, server_hostname="peer.example")
        after = await loop.start_tls(ends.server.transport, ends.server, SERVER, server_side=True)
        assert after is ends.server.transport
        after.write(b"hello")
        await asyncio.sleep(1)
        assert ends.client.data == b"hello"

    network = Network()
    run(main, network)


def test_a_handshake_has_a_time_limit() -> None:
    """A server that never answers costs the client its handshake timeout, and the connection is closed."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        ends = await connected(network)
        ends.connection.delay(1000, towards="client")
        with pytest.raises(ConnectionAbortedError, match="longer than 5 seconds"):
            await loop.start_tls(ends.client.transport, ends.client, CLIENT, ssl_handshake_timeout=5)
        assert now() == 5.0
        assert ends.client.transport.is_closing()

    network = Network()
    run(main, network)


@pytest.mark.parametrize("how", ["close", "cut"])
def test_a_connection_that_ends_in_the_handshake_is_an_error(how: str) -> None:
    """Whether it is closed or cut, the client gets ConnectionResetError."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        ends = await connected(network)
        ends.connection.delay(1, towards="server")
        starting = asyncio.ensure_future(loop.start_tls(ends.client.transport, ends.client, CLIENT))
        await asyncio.sleep(0.5)
        if how == "close":
            ends.server.transport.close()
        else:
            ends.connection.cut()
        with pytest.raises(ConnectionResetError):
            await starting
        assert now() == 0.5

    network = Network()
    run(main, network)
