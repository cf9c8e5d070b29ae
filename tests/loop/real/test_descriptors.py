from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from asyncproof.loop.real.descriptors import number_of
from tests.loop.real.plain import PlainLoop, run_plain, turn

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Two connected sockets that do not block."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)
        theirs.setblocking(False)
        yield ours, theirs


def test_a_descriptor_is_named_by_its_number() -> None:
    """Objects with a `fileno` are as good as numbers."""
    with socket.socket() as sock:
        assert number_of(sock) == number_of(sock.fileno()) == sock.fileno()


def test_a_watched_descriptor_is_certain_until_its_callback_has_run(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    """Who goes on watching after that may have nothing to wait for."""
    ours, theirs = pair
    heard: list[bytes] = []

    def listen(size: int) -> None:
        heard.append(ours.recv(size))

    async def main(loop: PlainLoop) -> None:
        loop.add_reader(ours, listen, 100)
        (work,) = loop._work_outstanding()
        assert work.what == f"fd {ours.fileno()} watched for reading by {__name__}"
        assert work.certain
        theirs.send(b"x")
        await turn()
        assert heard == [b"x"]
        (after,) = loop._work_outstanding()
        assert not after.certain
        assert after.key != work.key
        assert loop.remove_reader(ours)
        assert not loop._work_open
        assert not loop.remove_reader(ours)

    run_plain(main)


def test_watching_for_writing_is_outstanding_too(pair: tuple[socket.socket, socket.socket]) -> None:
    """Both directions of one descriptor are watched independently."""
    ours, _ = pair

    async def main(loop: PlainLoop) -> None:
        loop.add_writer(ours.fileno(), int)
        loop.add_reader(ours.fileno(), int)
        assert len(loop._work_outstanding()) == 2
        assert loop.remove_writer(ours.fileno())
        (work,) = loop._work_outstanding()
        assert " watched for reading by " in work.what
        loop.remove_reader(ours.fileno())
        assert not loop._work_open

    run_plain(main)


def test_watching_again_replaces_the_callback(pair: tuple[socket.socket, socket.socket]) -> None:
    """As in asyncio, a descriptor has one callback for each direction."""
    ours, _ = pair

    async def main(loop: PlainLoop) -> None:
        loop.add_reader(ours, int)
        loop.add_reader(ours, float)
        assert len(loop._work_outstanding()) == 1
        loop.remove_reader(ours)
        assert not loop._work_open

    run_plain(main)


def test_a_callback_keeps_its_name(pair: tuple[socket.socket, socket.socket]) -> None:
    """Asyncio's debug output, and whoever looks at handles, still sees the user's function."""
    ours, _ = pair

    def named_by_the_user() -> None:
        pass

    async def main(loop: PlainLoop) -> None:
        loop.add_reader(ours, named_by_the_user)
        handle = loop._selector.get_key(ours).data[0]
        assert "named_by_the_user" in repr(handle)
        assert "named_by_the_user" in repr(handle._callback)
        loop.remove_reader(ours)

    run_plain(main)


def test_a_descriptor_that_cannot_be_watched_is_not_outstanding() -> None:
    """Asyncio's own error comes through, and nothing is noted."""

    async def main(loop: PlainLoop) -> None:
        ours, theirs = os.pipe()
        os.close(theirs)
        os.close(ours)
        with pytest.raises(OSError, match="Bad file descriptor"):
            loop.add_reader(ours, int)
        assert not loop._work_open

    run_plain(main)


def test_what_has_no_descriptor_is_refused_in_asyncio_s_words() -> None:
    """As on a stock loop, it is a ValueError that names the object."""
    for thing in ("socket", None, object()):
        with pytest.raises(ValueError, match="Invalid file object: "):
            number_of(thing)
