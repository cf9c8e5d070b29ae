from __future__ import annotations

import asyncio

import pytest

import asyncproof
from asyncproof import Network, UsageError
from asyncproof.kit.apps.ground import find_network


async def find() -> Network:
    """Ask from within a loop."""
    return find_network()


def test_the_network_of_the_running_loop() -> None:
    """An app is served on the network of the loop that runs."""
    network = Network()
    assert asyncproof.run(find(), network=network) is network


def test_no_loop_runs() -> None:
    """Without a loop the error says so, and how to get one."""
    with pytest.raises(UsageError, match=r"no event loop is running here\. Ask for the `asgi` fixture"):
        find_network()


def test_another_loop_runs() -> None:
    """A stock loop is named."""
    with pytest.raises(UsageError, match=r"the running loop is a _?\w*EventLoop\."):
        asyncio.run(find())


def test_our_loop_has_no_network() -> None:
    """Our loop on the real network is told apart."""
    with pytest.raises(UsageError, match="has no network in memory"):
        asyncproof.run(find())
