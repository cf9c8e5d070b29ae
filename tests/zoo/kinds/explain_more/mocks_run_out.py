# run: -o asyncio_mode=auto
from unittest.mock import AsyncMock, Mock, patch

import pytest


class Client:
    async def status(self):
        return "done"


async def wait_until_done(client):
    while await client.status() != "done":
        pass


async def twice(client):
    return client.get(), client.get()


async def test_lie_async_mock():
    # explain: exhausted-mock
    client = AsyncMock()
    client.status.side_effect = ["queued", "running"]
    await wait_until_done(client)


async def test_lie_made_with_values():
    # explain: exhausted-mock
    client = Mock(status=AsyncMock(side_effect=["queued"]))
    await wait_until_done(client)


async def test_lie_sync_mock_in_a_coroutine():
    # explain: exhausted-mock
    client = Mock()
    client.get.side_effect = [1]
    await twice(client)


async def test_lie_patched():
    # explain: exhausted-mock
    with patch.object(Client, "status", side_effect=["queued"]):
        await wait_until_done(Client())


def test_lie_sync_mock():
    # explain: exhausted-mock
    client = Mock(get=Mock(side_effect=[1]))
    client.get()
    client.get()


async def test_honest_enough_values():
    client = AsyncMock()
    client.status.side_effect = ["queued", "done"]
    await wait_until_done(client)


async def test_lie_iterator_of_the_user():
    next(iter([]))


async def test_honest_is_expected():
    client = AsyncMock()
    client.status.side_effect = []
    with pytest.raises(StopAsyncIteration):
        await client.status()
