from __future__ import annotations

import asyncio
import select
import socket

import pytest

from asyncproof.loop.network.memory_socket import MemorySocket, family_of
from tests.loop.network.real_twin import Log, Pair, Recorder, as_real


@as_real
async def test_descriptor_as_real(log: Log) -> None:
    """The socket's descriptor polls as readable when something is unread or the peer has hung up."""

    def readable(end: Recorder) -> bool:
        fileno = end.transport.get_extra_info("socket").fileno()
        return bool(select.select([fileno], [], [], 0)[0])

    pair = await Pair(log).open(client=lambda: Recorder(log, "client", keep_open=True))
    pair.client_end.transport.pause_reading()
    log.append(readable(pair.client_end))
    pair.server_end.transport.write(b"x")
    await asyncio.sleep(0.01)
    log.append(readable(pair.client_end))
    pair.client_end.transport.resume_reading()
    while not pair.client_end.received:
        await asyncio.sleep(0)
    log.append(readable(pair.client_end))
    pair.client_end.transport.pause_reading()
    pair.server_end.transport.close()
    await asyncio.sleep(0.01)
    log.append(readable(pair.client_end))
    pair.client_end.transport.resume_reading()
    await pair.client_end.ended
    log.append(readable(pair.client_end))
    await pair.shut()


def test_it_is_of_the_family_of_its_address() -> None:
    """Two fields are IPv4, four are IPv6, text is a path."""
    assert family_of(("10.0.0.1", 80)) is socket.AF_INET
    assert family_of(("::1", 80, 0, 0)) is socket.AF_INET6
    assert family_of("/run/socket") is socket.AF_UNIX
    assert MemorySocket("/run/socket").proto == 0
    assert MemorySocket(("10.0.0.1", 80), type=socket.SOCK_DGRAM).proto == socket.IPPROTO_UDP


def test_options_are_remembered() -> None:
    """What was set can be read again; what was not is zero."""
    sock = MemorySocket(("10.0.0.1", 80))
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, None, 2)
    assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
    assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 2) == b"\0\0"
    assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF) == 0
    assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR, 4) == bytes(4)
    assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE) == socket.SOCK_STREAM


def test_a_listening_socket_has_no_peer() -> None:
    """As a real one says."""
    sock = MemorySocket(("10.0.0.1", 80))
    with pytest.raises(OSError, match="not connected"):
        sock.getpeername()
    assert repr(sock) == "<MemorySocket ('10.0.0.1', 80)>"
    assert repr(MemorySocket("/a", "/b")) == "<MemorySocket '/a', peer='/b'>"


def test_a_descriptor_is_made_only_on_demand_and_closed() -> None:
    """Asked for late, it is readable if something was unread before; closed, there is none."""
    sock = MemorySocket(("10.0.0.1", 80))
    sock.show_readable(readable=True)
    assert select.select([sock.fileno()], [], [], 0)[0]
    sock.show_readable(readable=True)
    sock.show_readable(readable=False)
    assert not select.select([sock.fileno()], [], [], 0)[0]
    sock.close()
    sock.close()
    assert sock.fileno() == -1
    assert "closed" in repr(sock)


def test_it_never_blocks() -> None:
    """What a transport's socket accepts and refuses, this one does."""
    sock = MemorySocket(("10.0.0.1", 80))
    sock.setblocking(False)
    sock.settimeout(0)
    sock.shutdown(socket.SHUT_WR)
    assert (sock.gettimeout(), sock.get_inheritable()) == (0.0, False)
