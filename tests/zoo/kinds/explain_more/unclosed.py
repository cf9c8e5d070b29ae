# run: -W error::ResourceWarning -W error::pytest.PytestUnraisableExceptionWarning
import gc
import socket

import pytest


@pytest.mark.asyncproof(leaks="off")
def test_lie_socket():
    # explain: unclosed-resource
    sock = socket.socket()
    del sock
    gc.collect()


@pytest.mark.asyncproof(leaks="off")
def test_lie_file(tmp_path):
    # explain: unclosed-resource
    file = open(tmp_path / "x", "w")
    del file
    gc.collect()


def test_honest_socket():
    with socket.socket() as sock:
        assert sock.fileno() > 0
