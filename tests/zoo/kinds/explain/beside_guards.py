# A failing test whose cause a guard knows too: each says its part, and says where things were made.
import asyncio
from unittest.mock import AsyncMock

import pytest


async def fetch():
    await asyncio.sleep(0)
    return {"number": 1}


def number_of(reply):
    return reply["number"]


@pytest.mark.asyncio
async def test_lie_handed_on():  # explain: coroutine-not-awaited
    replies = [fetch()]  # lie: never-awaited
    assert number_of(*replies) == 1


@pytest.mark.asyncio
async def test_lie_mock():  # explain: mock-called-not-awaited
    client = AsyncMock()
    client.get("/")  # lie: never-awaited
    client.get.assert_awaited_once()


@pytest.mark.asyncio
async def test_lie_raises():  # explain: did-not-raise
    with pytest.raises(ValueError):
        fetch()  # lie: never-awaited


@pytest.mark.asyncio
async def test_honest():
    assert number_of(await fetch()) == 1
