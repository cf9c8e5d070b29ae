"""A host with WebSockets, and every client library in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.stub.websockets.talkers import TALKERS, talker_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.stub import Host, Net


@pytest.fixture
def chat(net: Net) -> Host:
    """A host that the test plays."""
    return net.ws("wss://chat.example")


@pytest.fixture(params=TALKERS)
def opened(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """A function that opens a WebSocket there with a client of each library."""
    return lambda path="/a", names=(): talker_of(request.param, f"wss://chat.example{path}", names)
