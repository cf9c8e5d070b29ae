# run: -o asyncio_mode=auto
from unittest.mock import AsyncMock, MagicMock, patch

import pytest


async def is_allowed(client, user):
    return await client.check(user)


async def greet(client, user):
    if await client.check(user):
        return "hello"
    return "no"


async def test_lie_result_of_a_mock():
    client = AsyncMock()
    assert await client.check("me")  # lie: mock-always-true


async def test_lie_result_through_the_code_under_test():
    client = AsyncMock()
    assert await is_allowed(client, "me")  # lie: mock-always-true


async def test_lie_result_in_a_variable():
    client = MagicMock()
    allowed = client.check("me")
    assert allowed  # lie: mock-always-true


async def test_lie_patched():
    with patch(f"{__name__}.is_allowed"):
        assert await is_allowed(None, "me")  # lie: mock-always-true


async def test_honest_told():
    client = AsyncMock()
    client.check.return_value = True
    assert await client.check("me")
    assert await is_allowed(client, "me")


async def test_honest_told_a_mock():
    client = AsyncMock()
    client.get.return_value = MagicMock(status=200)
    response = await client.get("/")
    assert response.status == 200


async def test_honest_code_that_asks():
    client = AsyncMock()
    assert await greet(client, "me") == "hello"


async def test_honest_called():
    client = AsyncMock()
    await client.check("me")
    assert client.check.called
    assert client.check.await_count == 1
    assert client


async def test_honest_is_not_none():
    client = AsyncMock()
    assert await client.check("me") is not None


def test_honest_fails_as_expected():
    client = MagicMock()
    with pytest.raises(AssertionError):
        assert not client.check("me")


async def test_lie_attribute_of_a_result():
    client = AsyncMock()
    response = await client.get("/")
    assert response.ok  # lie: mock-always-true


async def test_honest_attribute_of_a_result():
    client = AsyncMock()
    client.get.return_value.ok = True
    response = await client.get("/")
    assert response.ok


async def test_honest_attribute_that_is_set():
    client = MagicMock()
    client.session = AsyncMock()
    assert client.session
    assert client.session.get


async def test_honest_iterates_over_what_it_was_told():
    rows = MagicMock()
    rows.__aiter__.side_effect = lambda: numbers()
    assert [row async for row in rows] == [1, 2]


async def numbers():
    yield 1
    yield 2
