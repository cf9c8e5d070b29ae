"""How often the client asks, and when, is asserted to the second."""

from __future__ import annotations

import aiohttp
import pytest

from asyncproof import VirtualClock
from asyncproof.stub import Host, Net
from examples.user_client.retrying import RetryingUserClient

BASE = "https://users.example"


@pytest.fixture
def api(net: Net) -> Host:
    """The host that the client asks."""
    return net.http(BASE)


async def test_a_server_that_recovers(api: Host, clock: VirtualClock) -> None:
    """Two failures cost half a second and one."""
    api.get("/users/1").reply(503).reply(500).reply(json={"id": 1})
    assert await RetryingUserClient(BASE).user(1) == {"id": 1}
    assert clock.now == pytest.approx(1.5)


async def test_a_connection_that_breaks(api: Host) -> None:
    """An answer that was cut off is asked for again, and no half of it is returned."""
    api.get("/users/1").reply(json={"id": 1}, cut_after=4).reset().reply(json={"id": 1})
    assert await RetryingUserClient(BASE).user(1) == {"id": 1}


async def test_a_server_that_hangs(api: Host, clock: VirtualClock) -> None:
    """The time limit is one for each try."""
    api.get("/users/1").hang().reply(json={"id": 1})
    assert await RetryingUserClient(BASE, timeout=10).user(1) == {"id": 1}
    assert clock.now == pytest.approx(10.5)


async def test_a_server_that_is_down(api: Host, clock: VirtualClock) -> None:
    """After the fourth failure it is the caller's."""
    api.get("/users/1").reply(503, times=4)
    with pytest.raises(aiohttp.ClientResponseError, match="503"):
        await RetryingUserClient(BASE).user(1)
    assert clock.now == pytest.approx(3.5)


async def test_a_wrong_question_is_not_asked_twice(api: Host) -> None:
    """A 404 is the caller's at once: the network of the test would tell of a second request."""
    api.get("/users/9").reply(404)
    with pytest.raises(aiohttp.ClientResponseError, match="404"):
        await RetryingUserClient(BASE).user(9)
