from __future__ import annotations

import asyncio
import socket

import pytest

from asyncproof.core import UsageError
from asyncproof.loop.network import Network, UnknownHost
from tests.loop.network.ends import run


def test_a_real_address_that_is_not_allowed_is_not_accepted_on() -> None:
    """Without strict, sock_accept waits for real connections as always."""
    network = Network()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        with socket.socket() as listening, socket.socket() as client:
            listening.setblocking(False)
            listening.bind(("127.0.0.1", 0))
            listening.listen()
            with pytest.raises(UsageError, match=r"use loop\.create_server"):
                await loop.sock_accept(listening)
            network.strict = False
            client.setblocking(False)
            await loop.sock_connect(client, listening.getsockname())
            (await loop.sock_accept(listening))[0].close()

    run(main, network)


@pytest.mark.skipif(not hasattr(asyncio.AbstractEventLoop, "sock_sendto"), reason="came with Python 3.11")
def test_datagrams_by_hand_do_not_go_around_the_network() -> None:
    """An unknown address is an error, a known one too, and an allowed one is sent to really."""
    network = Network()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        with socket.socket(type=socket.SOCK_DGRAM) as near, socket.socket(type=socket.SOCK_DGRAM) as far:
            for sock in (near, far):
                sock.setblocking(False)
                sock.bind(("127.0.0.1", 0))
            with pytest.raises(UnknownHost):
                await loop.sock_sendto(near, b"x", ("192.0.2.1", 53))
            with pytest.raises(UsageError, match=r"use loop\.create_datagram_endpoint"):
                await loop.sock_sendto(near, b"x", far.getsockname())
            network.allow_real("127.0.0.1")
            assert await loop.sock_sendto(near, b"x", far.getsockname()) == 1
            assert far.recv(1) == b"x"

    run(main, network)
