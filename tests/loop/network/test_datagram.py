from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.loop.network.real_twin import Log, as_real


@as_real
async def test_datagrams_as_real(log: Log) -> None:
    """Datagrams find their endpoint; a refusal reaches a connected one, and nobody else."""
    loop = asyncio.get_running_loop()

    class Endpoint(asyncio.DatagramProtocol):
        def __init__(self, name: str) -> None:
            self.name = name
            self.heard = asyncio.Event()

        def datagram_received(self, data: bytes, addr: Any) -> None:
            log.append((self.name, data))
            self.sender = addr
            self.heard.set()

        def error_received(self, exc: Exception) -> None:
            log.append((self.name, type(exc).__name__))
            self.heard.set()

        def connection_lost(self, exc: Exception | None) -> None:
            log.append((self.name, "lost", exc))

    server_transport, server = await loop.create_datagram_endpoint(
        lambda: Endpoint("server"), local_addr=("127.0.0.1", 0)
    )
    address = server_transport.get_extra_info("sockname")
    client_transport, client = await loop.create_datagram_endpoint(
        lambda: Endpoint("client"), remote_addr=address
    )
    log.append(client_transport.get_extra_info("peername") == address)
    client_transport.sendto(b"ping")
    await server.heard.wait()
    log.append(server.sender == client_transport.get_extra_info("sockname"))
    server_transport.sendto(b"pong", server.sender)
    await client.heard.wait()
    with pytest.raises(ValueError, match="Invalid address"):
        client_transport.sendto(b"x", ("127.0.0.1", 1))
    with pytest.raises(TypeError, match="bytes-like"):
        client_transport.sendto("x")
    server_transport.close()
    await asyncio.sleep(0)
    client.heard.clear()
    client_transport.sendto(b"anyone?")
    await client.heard.wait()
    client_transport.abort()
    await asyncio.sleep(0)
