"""TLS by asyncio, really and in memory: what protocols are told is the same."""

from __future__ import annotations

import asyncio
import ssl
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.loop.network.certificate import offering, server_context
from tests.loop.network.real_twin import Log, Recorder, as_real

pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 11),
    reason="asyncio's TLS was rewritten for Python 3.11; in memory it is as since then",
)


def contexts(*protocols: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return a server's and a client's context that trust each other for the test's sake."""
    with tempfile.TemporaryDirectory() as folder:
        server = server_context(Path(folder), *protocols)
    client = offering(*protocols)
    client.check_hostname = False
    client.verify_mode = ssl.CERT_NONE
    return server, client


async def pair(
    log: Log, *, keep_open: bool = False, protocols: tuple[str, ...] = ()
) -> tuple[Any, Recorder, Recorder]:
    """Return a server, its protocol and that of a client, over TLS."""
    loop = asyncio.get_running_loop()
    server_side, client_side = contexts(*protocols)
    far = Recorder(log, "server", keep_open=keep_open)
    server = await loop.create_server(lambda: far, "127.0.0.1", 0, ssl=server_side)
    _, near = await loop.create_connection(
        lambda: Recorder(log, "client", keep_open=keep_open),
        *server.sockets[0].getsockname(),
        ssl=client_side,
        server_hostname="example.com",
    )
    await far.made
    return server, far, near


def forget_own_end(log: Log) -> None:
    """Leave out that a client which closes is told of the end by the answer to its own closing message."""
    log[:] = [entry for entry in log if entry != ("client", "eof")]


@as_real
async def test_facts_of_tls_as_real(log: Log) -> None:
    """Both ends know of TLS, of each other's names and of the protocol that was agreed on."""
    server, far, near = await pair(log, protocols=("h2",))
    for end in (near, far):
        get = end.transport.get_extra_info
        log.append((type(get("sslcontext")), get("ssl_object").selected_alpn_protocol(), get("compression")))
        log.append(
            (get("ssl_object").server_side, get("ssl_object").server_hostname, get("ssl_object").version())
        )
        log.append((len(get("cipher")), get("ssl_object").cipher() == get("cipher")))
    near.transport.close()
    await asyncio.gather(near.lost, far.lost)
    forget_own_end(log)
    server.close()
    await server.wait_closed()


@as_real
async def test_half_closing_tls_as_real(log: Log) -> None:
    """TLS can't be half closed: write_eof is refused, and an end ends both directions."""
    server, far, near = await pair(log, keep_open=True)
    log.append(near.transport.can_write_eof())
    with pytest.raises(NotImplementedError):
        near.transport.write_eof()
    near.transport.write(b"the last")
    near.transport.close()
    await asyncio.gather(near.lost, far.lost)
    log.append(far.received)
    forget_own_end(log)
    server.close()
    await server.wait_closed()


@as_real
async def test_plain_text_to_a_tls_server_as_real(log: Log) -> None:
    """The server's protocol hears nothing, and the client loses its connection."""
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda *_: None)
    server_side, _ = contexts()
    server = await loop.create_server(lambda: Recorder(log, "server"), "127.0.0.1", 0, ssl=server_side)
    _, near = await loop.create_connection(lambda: Recorder(log, "client"), *server.sockets[0].getsockname())
    near.transport.write(b"GET / HTTP/1.1\r\n\r\n")
    await near.lost
    near.log[:] = [entry for entry in log if entry[1] in ("made", "lost")]
    log[:] = [entry[:2] for entry in log]
    server.close()
    await server.wait_closed()


@as_real
async def test_tls_to_a_plain_server_as_real(log: Log) -> None:
    """The client gets OpenSSL's error for it."""
    loop = asyncio.get_running_loop()
    _, client_side = contexts()

    class Plain(asyncio.Protocol):
        def connection_made(self, transport: Any) -> None:
            self.transport = transport

        def data_received(self, data: bytes) -> None:
            self.transport.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    server = await loop.create_server(Plain, "127.0.0.1", 0)
    with pytest.raises(ssl.SSLError, match="WRONG_VERSION_NUMBER"):
        await loop.create_connection(
            lambda: Recorder(log, "client"),
            *server.sockets[0].getsockname(),
            ssl=client_side,
            server_hostname="example.com",
        )
    server.close()
    await asyncio.sleep(0.01)
    await server.wait_closed()
