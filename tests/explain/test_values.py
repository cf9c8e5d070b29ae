from __future__ import annotations

import ast
import functools
from typing import TYPE_CHECKING, Any
from unittest.mock import AsyncMock, MagicMock, Mock

import pytest

from asyncproof.explain import values
from tests.explain.failing import failure_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
from unittest.mock import AsyncMock, Mock

class Client:
    limit = 5
    def __init__(self):
        self.pages = {"a": [1, 2]}
    @property
    def secret(self):
        raise SystemExit
    async def get(self):
        pass
    @staticmethod
    async def ping():
        pass

def test_it():
    client = Client()
    mock = Mock(return_value=3)
    mock.get.return_value = 4
    busy = Mock(side_effect=[1])
    double = AsyncMock()
    raise ValueError
"""
KNOWN = [
    ("1", 1),
    ("client.limit", 5),
    ("client.pages['a'][1]", 2),
    ("mock()", 3),
    ("mock.get()", 4),
    ("len", len),
]
UNKNOWN = (
    *("missing", "missing.attribute", "1 + 1", "client.nothing", "client.limit[0]"),
    *("client.secret", "client.get()", "busy()", "double()"),
    *("client.pages['b']", "client.pages[0:1]"),
)


@pytest.fixture
def frame(tmp_path: Path) -> Any:
    """Where a module fails that has all sorts of values."""
    return failure_of(tmp_path, SOURCE).user_frame


def read(text: str) -> ast.expr:
    """Parse an expression."""
    return ast.parse(text, mode="eval").body


@pytest.mark.parametrize(("text", "value"), KNOWN)
def test_what_is_known(frame: Any, text: str, value: object) -> None:
    """Names, attributes, items and what mocks are set to return are known."""
    assert values.value_of(read(text), frame) == value


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_would_have_to_be_run_is_unknown(frame: Any, text: str) -> None:
    """Properties and calls are not run; what is missing is unknown."""
    assert values.value_of(read(text), frame) is values.UNKNOWN


def test_what_makes_coroutines(frame: Any) -> None:
    """Async functions, however they are reached, and AsyncMocks make coroutines when they are called."""
    for text in ("client.get", "client.ping", "Client().get", "double", "double.anything"):
        assert values.makes_coroutine(values.value_of(read(text), frame)), text
    for text in ("mock", "len", "Client", "missing"):
        assert not values.makes_coroutine(values.value_of(read(text), frame)), text
    get = values.value_of(read("client.get"), frame)
    assert values.makes_coroutine(functools.partial(get, 1))


def test_mocks_are_seen_through_what_they_pretend() -> None:
    """A mock with a spec is a mock, and says so only to us."""
    assert values.is_mock(Mock(spec=int))
    assert values.is_mock(MagicMock())
    assert values.is_async_mock(AsyncMock())
    assert not values.is_async_mock(Mock())
    assert not values.is_mock(int)


def test_containers_of_coroutines() -> None:
    """Plain containers are looked into, one level deep."""

    async def work() -> None: ...

    coroutine = work()
    assert values.holds_coroutine([coroutine])
    assert values.holds_coroutine({"a": coroutine})
    assert not values.holds_coroutine([1])
    assert not values.holds_coroutine(coroutine)
    coroutine.close()
