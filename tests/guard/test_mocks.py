from __future__ import annotations

from typing import Any
from unittest.mock import AsyncMock, MagicMock, Mock

import pytest

from asyncproof.guard.mocks import (
    call_text,
    children_of,
    has_result,
    is_async_mock,
    is_mock,
    is_specified,
    last_name,
    name_of_mock,
    parent_of,
    plain_result,
    spec_class,
)  # fmt: skip


class Client:
    """Something to stand for."""

    def fetch(self) -> None:
        """Do nothing."""


def test_what_is_a_mock() -> None:
    """Mocks of all kinds are, and nothing else is."""
    assert all(map(is_mock, (Mock(), MagicMock(), AsyncMock(), MagicMock(spec=Client))))
    assert not is_mock(Client())
    assert not is_mock(3)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: AsyncMock().fetch, "fetch"),
        (lambda: MagicMock(name="client").fetch, "client.fetch"),
        (lambda: MagicMock().begin().row, "begin().row"),
        (lambda: MagicMock(spec=Client, name="client"), "client"),
        (Mock, "mock"),
        (lambda: MagicMock(__repr__=Mock(return_value="mine")).fetch, "fetch"),
        (lambda: 3, "mock"),
    ],
)
def test_the_name_is_as_the_user_knows_it(make: Any, name: str) -> None:
    """Whatever a mock was told to say of itself, it is known by its path."""
    assert name_of_mock(make()) == name


def test_who_was_called() -> None:
    """A coroutine that a mock has made leads back to it."""
    coroutine = AsyncMock(name="send")(1)
    assert call_text(coroutine) == "send"
    coroutine.close()
    assert call_text(coroutine) is None


def test_what_it_tells_of_itself() -> None:
    """Its parent, its name there, whether it has a result, and what it stands for."""
    mock = MagicMock()
    assert last_name(mock.fetch) == "fetch"
    assert parent_of(mock.fetch) is mock
    assert not has_result(mock)
    assert has_result(MagicMock(return_value=None))
    assert not is_specified(mock)
    assert is_specified(MagicMock(spec=Client))
    assert spec_class(MagicMock(spec=Client)) is Client
    assert spec_class(mock) is None


def test_results_that_are_no_mocks() -> None:
    """One plain value for all calls is told; what a mock makes up, or gives one after the other, is not."""
    mock = MagicMock(spec=Client)
    assert plain_result(mock.fetch) == (False, None)
    mock.fetch.return_value = 3
    assert plain_result(mock.fetch) == (True, 3)
    mock.fetch.side_effect = [1]
    assert plain_result(mock.fetch) == (False, None)
    mock.fetch.return_value = MagicMock()
    assert plain_result(mock.fetch) == (False, None)
    assert children_of(mock) == [("fetch", mock.fetch)]
    assert children_of(MagicMock()) == []


def test_which_mocks_are_awaited() -> None:
    """An `AsyncMock` is, and a mock of something async; a plain one that has every attribute is not."""
    assert is_async_mock(AsyncMock())
    assert not is_async_mock(MagicMock())
    assert not is_async_mock(MagicMock(spec=Client))
