"""A host that a test plays, on a real port of this machine: for clients that are not asyncio's."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from asyncproof.loop.network.network import Network

HERE = "127.0.0.1"


@asynccontextmanager
async def serving(
    network: Network, peer: Callable[[], asyncio.BaseProtocol], path: str
) -> AsyncIterator[str]:
    """Let a peer answer on a free port, and return its URL; what it is asked for takes real time."""
    sock = socket.create_server((HERE, 0))
    port: int = sock.getsockname()[1]
    network.allow_real(HERE, port=port)
    server = await asyncio.get_running_loop().create_server(peer, sock=sock)
    try:
        yield f"http://{HERE}:{port}{path}"
    finally:
        server.close()
