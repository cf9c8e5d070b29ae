from __future__ import annotations

import errno
import pickle
import socket

from asyncproof.core import AsyncproofError
from asyncproof.loop.network import UnknownHost
from asyncproof.loop.network.errors import in_use, no_such_path, refused, timed_out


def test_an_unknown_host_is_a_failed_lookup() -> None:
    """Client libraries catch it as the DNS error that it stands for; it is asyncproof's too."""
    error = UnknownHost.named("api.example.com", 443, [])
    assert isinstance(error, socket.gaierror)
    assert isinstance(error, AsyncproofError)
    assert error.errno == socket.EAI_NONAME
    assert "nothing is mounted." in str(error)


def test_close_matches_come_first() -> None:
    """Then the others in their order."""
    known = ["aaa.example:80", "zeta", "api.example.com:443"]
    message = UnknownHost.named("api.exmaple.com", None, known).message
    assert "mounted: api.example.com:443, aaa.example:80, zeta." in message


def test_an_unknown_host_survives_being_pickled() -> None:
    """It comes back from another process with its message and its host."""
    error = pickle.loads(pickle.dumps(UnknownHost.named("api.example.com", 443, [])))
    assert (error.host, error.port) == ("api.example.com", 443)
    assert "nobody is mounted as 'api.example.com' (port 443)" in str(error)


def test_the_systems_errors_have_its_numbers() -> None:
    """Each can be told apart by errno, as the real ones."""
    address = ("127.0.0.1", 80)
    errors = [
        refused(address, "localhost", 80, []),
        no_such_path("/s", ["/t"]),
        timed_out(address),
        in_use(address),
    ]
    numbers = [errno.ECONNREFUSED, errno.ENOENT, errno.ETIMEDOUT, errno.EADDRINUSE]
    assert [error.errno for error in errors] == numbers
    assert "listening: /t" in str(errors[1])
    assert "allow_real('/s')" in str(errors[1])
