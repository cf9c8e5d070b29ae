"""A test that asks the real world."""

from examples.user_client.client import UserClient


async def test_fetch_a_user():  # error: unknown-host
    user = await UserClient("https://api.users-of-the-world.com").user(1)
    assert user["id"] == 1
