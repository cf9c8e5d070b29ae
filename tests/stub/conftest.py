"""Every client library in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.stub.clients import LIBRARIES, Client, client_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from asyncproof.stub import Host, Net


@pytest_asyncio.fixture(params=LIBRARIES)
async def client(net: Net, request: pytest.FixtureRequest) -> AsyncIterator[Client]:
    """A client of each library, on the network of the test."""
    del net  # what matters is that its loop is there
    async with client_of(request.param) as made:
        yield made


@pytest.fixture
def api(net: Net) -> Host:
    """A host that the test plays."""
    return net.http("http://api.example.com")
