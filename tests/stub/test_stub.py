"""The public names of hosts that a test plays."""

from __future__ import annotations

import subprocess
import sys

import pytest

import asyncproof.stub
from asyncproof.core import UsageError
from asyncproof.loop import Network
from asyncproof.stub import Net


def test_every_name_is_there() -> None:
    """What is named as public can be had, and nothing else."""
    for name in asyncproof.stub.__all__:
        assert getattr(asyncproof.stub, name).__name__ == name
    with pytest.raises(AttributeError, match="has no attribute 'Nonsense'"):
        _ = asyncproof.stub.Nonsense


def test_websockets_are_loaded_when_they_are_used() -> None:
    """Who plays no WebSockets does not load the library for them."""
    code = "import sys, asyncproof.stub; sys.exit('websockets' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("url", ["https://a.example", "a.example"])
def test_a_url_that_is_no_websocket(url: str) -> None:
    """A URL of another kind is refused, with what to write."""
    with pytest.raises(UsageError, match=r"begins with ws:// or wss://"):
        Net(Network()).ws(url)
