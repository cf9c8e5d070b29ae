from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.loop.real.counted import CountedSocket

if TYPE_CHECKING:
    from collections.abc import Iterator


class Tape:
    """A meter that writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[Any, ...]] = []

    def sent(self, count: int, to: Any) -> None:
        self.told.append(("sent", count, to))

    def received(self, count: int) -> None:
        self.told.append(("received", count))

    def ended(self) -> None:
        self.told.append(("ended",))

    def closed(self) -> None:
        self.told.append(("closed",))


@pytest.fixture
def tape() -> Tape:
    """A meter that writes down what it is told."""
    return Tape()


@pytest.fixture
def pair(tape: Tape) -> Iterator[tuple[CountedSocket, socket.socket]]:
    """A counted socket, and the other end of it."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield CountedSocket(ours, tape), theirs


def test_what_goes_out_is_counted(tape: Tape, pair: tuple[CountedSocket, socket.socket]) -> None:
    """By either of the two ways in which transports send."""
    ours, theirs = pair
    assert ours.send(b"abc") == 3
    assert ours.sendmsg([b"d", b"e"]) == 2
    assert theirs.recv(10) == b"abcde"
    assert tape.told == [("sent", 3, None), ("sent", 2, None)]


def test_what_comes_in_is_counted(tape: Tape, pair: tuple[CountedSocket, socket.socket]) -> None:
    """By either of the two ways in which transports receive; nothing is the end of the stream."""
    ours, theirs = pair
    theirs.send(b"abcde")
    theirs.shutdown(socket.SHUT_WR)
    assert ours.recv(3) == b"abc"
    assert ours.recv_into(bytearray(10)) == 2
    assert ours.recv(3) == b""
    assert tape.told == [("received", 3), ("received", 2), ("received", 0)]


def test_datagrams_are_counted_with_their_addresses(tape: Tape) -> None:
    """An answer is expected from where the question went."""
    with socket.socket(type=socket.SOCK_DGRAM) as sock, socket.socket(type=socket.SOCK_DGRAM) as other:
        sock.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        ours = CountedSocket(sock, tape)
        ours.sendto(b"abc", other.getsockname())
        _, back = other.recvfrom(10)
        other.sendto(b"de", back)
        assert ours.recvfrom(10) == (b"de", other.getsockname())
        assert tape.told == [("sent", 3, other.getsockname()), ("received", 2)]


def test_what_was_refused_is_not_counted(tape: Tape, pair: tuple[CountedSocket, socket.socket]) -> None:
    """A socket that would block has moved nothing."""
    ours, _ = pair
    ours.setblocking(False)
    with pytest.raises(BlockingIOError):
        ours.recv(1)
    assert tape.told == []


def test_ends_are_told(tape: Tape, pair: tuple[CountedSocket, socket.socket]) -> None:
    """Half-closing and closing."""
    ours, theirs = pair
    ours.shutdown(socket.SHUT_WR)
    assert theirs.recv(1) == b""
    ours.close()
    assert tape.told == [("ended",), ("closed",)]
    assert ours.fileno() == -1


def test_it_is_the_socket_in_all_else(pair: tuple[CountedSocket, socket.socket]) -> None:
    """Attributes, and how it looks in messages, are the socket's own."""
    ours, _ = pair
    assert ours.family == socket.AF_UNIX
    assert "socket" in repr(ours)
    assert f"fd={ours.fileno()}" in repr(ours)
