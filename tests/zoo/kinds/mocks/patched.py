# run: -o asyncio_mode=auto
import asyncio
import functools
from unittest.mock import DEFAULT, AsyncMock, MagicMock, patch

import pytest


async def fetch(url, *, timeout=1):
    raise NotImplementedError


def traced(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function("extra", *args, **kwargs)

    return wrapper


@traced
async def wrapped(extra, url):
    raise NotImplementedError


class Client:
    def __init__(self, host, port=80):
        self.host = host

    async def get(self, url):
        raise NotImplementedError

    @staticmethod
    async def ping(host):
        raise NotImplementedError

    @classmethod
    async def connect(cls, host):
        raise NotImplementedError


HERE = __name__


async def test_lie_function():
    # lie: mock-wrong-call
    with patch(f"{HERE}.fetch", return_value=3):
        assert await fetch("/", retries=3) == 3


async def test_lie_method():
    # lie: mock-wrong-call
    with patch.object(Client, "get", return_value=3):
        assert await Client("host").get() == 3


@patch(f"{HERE}.fetch")
async def test_lie_decorated(mocked):
    # lie: mock-wrong-call
    await fetch()
    mocked.assert_awaited_once_with()


async def test_lie_instance_of_a_class():
    # lie: mock-wrong-call
    with patch(f"{HERE}.Client") as kind:
        kind.return_value.get = AsyncMock(return_value=3)
        assert await Client("host").get("/", "more") == 3


async def test_lie_constructor():
    # lie: mock-wrong-call
    with patch(f"{HERE}.Client"):
        Client(address="host")


@pytest.fixture
def patched():
    patcher = patch(f"{HERE}.fetch", return_value=1)
    yield patcher.start()
    patcher.stop()


async def test_lie_in_a_fixture(patched):
    # lie: mock-wrong-call
    assert await fetch("/", "/") == 1


async def test_lie_static_method():
    # lie: mock-wrong-call
    with patch.object(Client, "ping", return_value=3):
        assert await Client.ping() == 3


async def test_honest_function():
    with patch(f"{HERE}.fetch", return_value=3) as mocked:
        assert await fetch("/", timeout=3) == 3
    mocked.assert_awaited_once_with("/", timeout=3)


async def test_honest_method():
    with patch.object(Client, "get", return_value=3):
        assert await Client("host").get("/") == 3
        assert await Client("host").get(url="/") == 3


async def test_honest_class():
    with patch(f"{HERE}.Client") as kind:
        kind.return_value.get = AsyncMock(return_value=3)
        assert await Client("host", port=3).get("/") == 3
    kind.assert_called_once_with("host", port=3)


async def test_honest_static_and_class_method():
    with patch.multiple(Client, ping=DEFAULT, connect=DEFAULT) as mocked:
        mocked["connect"].return_value = 2
        assert await Client.connect("host") == 2
        await Client.ping("host")


async def test_honest_wrapped():
    with patch(f"{HERE}.wrapped", MagicMock(return_value=asyncio.sleep(0, 4))):
        assert await wrapped("/") == 4


async def test_honest_fixture(patched):
    assert await fetch("/") == 1


async def test_honest_method_of_an_object():
    client = Client("host")
    with patch.object(client, "get", return_value=3):
        assert await client.get("/") == 3
    with patch.object(client, "ping", return_value=3):
        assert await client.ping("host") == 3


async def test_lie_method_of_an_object():
    # lie: mock-wrong-call
    client = Client("host")
    with patch.object(client, "get", return_value=3):
        assert await client.get("/", 1) == 3


async def test_honest_new():
    with patch(f"{HERE}.fetch", lambda: 3):
        assert fetch() == 3


async def test_honest_builtin():
    with patch("os.getcwd", return_value="/"):
        import os

        assert os.getcwd() == "/"


async def test_honest_create():
    with patch(f"{HERE}.absent", create=True) as mocked:
        absent(1, 2, 3)  # noqa: F821 - it is there while it is patched
    mocked.assert_called_once_with(1, 2, 3)


async def signed(url):
    raise NotImplementedError


signed.__signature__ = 7  # as no inspection can read it


async def test_honest_signature_that_cannot_be_read():
    with patch(f"{HERE}.signed", return_value=1):
        assert await signed("/", 2, 3) == 1


async def test_honest_attribute_of_what_the_class_makes():
    with patch(f"{HERE}.Client") as factory:
        client = factory("host")
        client.session.send("/", 1, 2)
        len(client)
