from __future__ import annotations

import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from asyncproof.loop.real.ends import Ends, is_made_here, names_of, spell

if TYPE_CHECKING:
    from pathlib import Path


class Owner:
    pass


def test_the_opposite_of_an_end_has_its_names_swapped() -> None:
    """Two sockets are one connection if each is the other's peer."""
    ends, client, server = Ends(), Owner(), Owner()
    ends.add(client, ("127.0.0.1", 5), ("127.0.0.1", 80))
    assert ends.opposite(("127.0.0.1", 5), ("127.0.0.1", 80)) is None
    ends.add(server, ("127.0.0.1", 80), ("127.0.0.1", 5))
    assert ends.opposite(("127.0.0.1", 5), ("127.0.0.1", 80)) is server
    assert ends.opposite(("127.0.0.1", 80), ("127.0.0.1", 5)) is client


def test_an_end_is_forgotten_with_its_owner() -> None:
    """Nothing is kept alive."""
    ends, client = Ends(), Owner()
    ends.add(client, ("127.0.0.1", 5), ("127.0.0.1", 80))
    del client
    assert ends.opposite(("127.0.0.1", 80), ("127.0.0.1", 5)) is None


def test_unnamed_sockets_have_no_opposite() -> None:
    """Unix sockets of clients have no names to match."""
    ends, client = Ends(), Owner()
    ends.add(client, "", "/run/x")
    assert ends.opposite("/run/x", "") is None
    assert ends.opposite(None, None) is None


def test_a_socket_that_is_not_connected_has_no_peer() -> None:
    """Missing names are None, also those of a closed socket."""
    with socket.socket() as sock:
        assert names_of(sock)[1] is None
    assert names_of(sock) == (None, None)


@pytest.mark.skipif(sys.platform != "linux", reason="SO_PEERCRED is Linux's")
def test_a_socketpair_was_made_here() -> None:
    """Linux tells which process made the other end of a Unix socket."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert is_made_here(ours)
    assert not is_made_here(ours), "a closed one tells nothing"


LISTENER = """
import socket, sys
server = socket.socket(socket.AF_UNIX)
server.bind(sys.argv[1])
server.listen()
print(flush=True)
server.accept()[0].recv(1)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="SO_PEERCRED is Linux's")
def test_a_socket_of_another_process_was_not_made_here(tmp_path: Path) -> None:
    """The peer is the process that listens."""
    path = str(tmp_path / "x")
    with subprocess.Popen([sys.executable, "-S", "-c", LISTENER, path], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(path)
            assert not is_made_here(client)


def test_tcp_tells_nothing_about_processes() -> None:
    """Only Unix sockets know who made their peers."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        assert not is_made_here(sock)


@pytest.mark.parametrize(
    ("address", "text"),
    [
        (("127.0.0.1", 80), "127.0.0.1:80"),
        (("::1", 80, 0, 0), "[::1]:80"),
        ("/run/x.sock", "/run/x.sock"),
        (b"\0abstract", "@abstract"),
        ("", "an unnamed peer"),
        (None, "an unnamed peer"),
    ],
)
def test_addresses_are_spelled_as_people_do(address: object, text: str) -> None:
    """A report names peers."""
    assert spell(address) == text
