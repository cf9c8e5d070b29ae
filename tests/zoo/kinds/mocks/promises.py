# run: -o asyncio_mode=auto --guard=mocks=error
import contextlib
import functools
from typing import Generic, Optional, TypeVar
from unittest.mock import AsyncMock, MagicMock, create_autospec, patch

import pytest

T = TypeVar("T")


class Page:
    pass


class Client:
    async def fetch(self, url: str) -> bytes:
        raise NotImplementedError

    async def find(self, url: str) -> Optional[Page]:
        raise NotImplementedError

    async def names(self) -> "list[str]":
        raise NotImplementedError

    async def untyped(self):
        raise NotImplementedError

    def count(self) -> int:
        raise NotImplementedError

    @staticmethod
    def parse(text: str) -> float:
        raise NotImplementedError


class Repository(Generic[T]):
    async def get(self) -> T:
        raise NotImplementedError


class Numbers(Repository[int]):
    pass


async def load(number: int) -> str:
    raise NotImplementedError


def traced(function):
    @functools.wraps(function)
    def inner(*args):
        return function(*args)

    return inner


@traced
async def send(text: str) -> None:
    raise NotImplementedError


@contextlib.asynccontextmanager
async def opened():
    yield 1


class Handler:
    async def __call__(self, event):
        raise NotImplementedError


handler = Handler()


async def careless(text):
    send(text)
    handler(text)


# ---- results


async def test_lie_text_for_bytes():
    client = MagicMock(spec=Client)
    client.fetch.return_value = "page"
    # lie: mock-wrong-result
    assert await client.fetch("/") == "page"


async def test_lie_none_for_an_int():
    client = create_autospec(Client, instance=True)
    client.count.return_value = None
    # lie: mock-wrong-result
    assert client.count() is None


async def test_lie_inside_of_a_list():
    client = AsyncMock(spec=Client)
    client.names.return_value = [1]
    # lie: mock-wrong-result
    assert await client.names() == [1]


async def test_lie_dict_for_an_object():
    client = AsyncMock(spec=Client)
    client.find.return_value = {"title": "x"}
    # lie: mock-wrong-result
    assert await client.find("/")


async def test_lie_of_a_generic_class():
    numbers = AsyncMock(spec=Numbers)
    numbers.get.return_value = "x"
    # lie: mock-wrong-result
    assert await numbers.get() == "x"


async def test_lie_of_a_patched_function():
    with patch(f"{__name__}.load", return_value=3):
    # lie: mock-wrong-result
        assert await load(1) == 3


async def test_lie_of_a_patched_method():
    with patch.object(Client, "parse", return_value="x"):
    # lie: mock-wrong-result
        assert Client().parse("1") == "x"


async def test_results_of_the_type():
    client = MagicMock(spec=Client)
    client.fetch.return_value = b"page"
    client.find.return_value = None
    client.names.return_value = []
    client.parse.return_value = 1
    client.untyped.return_value = 1
    await client.fetch("/"), await client.find("/"), await client.names(), await client.untyped()
    assert client.parse("1") == 1


async def test_objects_that_may_do():
    class OwnPage:
        pass

    client = MagicMock(spec=Client)
    client.find.return_value = OwnPage()
    client.count.side_effect = [1]
    assert await client.find("/") and client.count()


async def test_a_result_that_nobody_asks_for():
    client = MagicMock(spec=Client)
    client.fetch.return_value = "page"
    client.count.return_value = 1
    assert client.count() == 1


async def test_a_patched_function_of_the_type():
    with patch(f"{__name__}.load", return_value="x"):
        assert await load(1) == "x"


# ---- what is async


async def test_lie_not_awaited():
    with patch(f"{__name__}.send") as mock, patch(f"{__name__}.handler", AsyncMock(return_value=None)):
    # lie: mock-not-async
        mock("x")


async def test_lie_object_not_awaited():
    with patch(f"{__name__}.handler") as mock:
        handler("x")
    # lie: mock-not-async
    mock.assert_called_once_with("x")


async def test_awaited_as_it_should_be():
    with patch(f"{__name__}.send", new_callable=AsyncMock) as mock:
        await send("x")
    mock.assert_awaited_once_with("x")


async def test_told_what_to_return():
    with patch(f"{__name__}.send", return_value=None):
        send("x")


async def test_no_function_and_not_called():
    with patch(f"{__name__}.opened") as mock, patch(f"{__name__}.send"):
        mock()
