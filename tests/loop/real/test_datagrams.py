from __future__ import annotations

import asyncio
import socket
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.loop.real.plain import PlainLoop, phrases, run_plain, turn

if TYPE_CHECKING:
    from pathlib import Path


class Hearing(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.heard: list[bytes] = []

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self.heard.append(data)


async def endpoint(loop: PlainLoop, **options: Any) -> tuple[asyncio.DatagramTransport, Hearing]:
    """Open a datagram endpoint of this loop."""
    return await loop.create_datagram_endpoint(Hearing, **options)


def test_a_datagram_for_the_outside_may_be_answered() -> None:
    """It need not be, so it is not certain; any datagram that comes is taken for the answer."""

    async def main(loop: PlainLoop) -> None:
        with socket.socket(type=socket.SOCK_DGRAM) as outside:
            outside.bind(("127.0.0.1", 0))
            transport, protocol = await endpoint(loop, remote_addr=outside.getsockname())
            transport.sendto(b"question")
            (work,) = loop._work_outstanding()
            assert work.what == f"an answer to a datagram for 127.0.0.1:{outside.getsockname()[1]}"
            assert not work.certain
            _, address = outside.recvfrom(100)
            outside.sendto(b"answer", address)
            await turn()
            assert protocol.heard == [b"answer"]
            assert not loop._work_open
            transport.sendto(b"again")
            assert [again.key for again in loop._work_outstanding()] != [work.key]
            transport.close()
            assert loop._work_outstanding() == []
            assert not loop._work_open
            await turn()

    run_plain(main)


def test_a_datagram_for_an_endpoint_of_this_loop_is_not_outstanding() -> None:
    """It is with that endpoint at once; the selector sees it."""

    async def main(loop: PlainLoop) -> None:
        near, _ = await endpoint(loop, local_addr=("127.0.0.1", 0))
        far, hearing = await endpoint(loop, local_addr=("0.0.0.0", 0))
        near.sendto(b"question", ("127.0.0.1", far.get_extra_info("sockname")[1]))
        assert not loop._work_open
        await turn()
        assert hearing.heard == [b"question"]
        near.close()
        far.close()
        await turn()

    run_plain(main)


def test_unix_datagrams_to_the_outside_have_named_peers(tmp_path: Path) -> None:
    """The phrase names the path."""

    async def main(loop: PlainLoop) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as outside:
            outside.bind(str(tmp_path / "x"))
            transport, _ = await endpoint(loop, local_addr=str(tmp_path / "y"), family=socket.AF_UNIX)
            transport.sendto(b"question", str(tmp_path / "x"))
            assert phrases(loop) == [f"an answer to a datagram for {tmp_path / 'x'}"]
            transport.close()
            await turn()
            assert not loop._work_open

    run_plain(main)


@pytest.mark.skipif(sys.platform != "linux", reason="SO_PEERCRED is Linux's")
def test_unix_datagrams_inside_of_the_process_are_never_outstanding() -> None:
    """What goes through them is with the other side at once; the selector sees it."""

    async def main(loop: PlainLoop) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        with theirs:
            transport, _ = await endpoint(loop, sock=ours)
            transport._sock.send(b"question")  # a pair has no addresses, without which asyncio sends nothing
            assert theirs.recv(100) == b"question"
            assert not loop._work_open
            transport.close()
            await turn()

    run_plain(main)
