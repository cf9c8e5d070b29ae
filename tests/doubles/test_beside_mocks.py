"""The table of docs/fake.md: what a mock lets pass, and what a fake says of the same mistake."""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from unittest.mock import AsyncMock, MagicMock, create_autospec, patch

import pytest

import asyncproof
from asyncproof import calls, fake, fakes, when
from asyncproof.doubles import NoSuchAttribute, UnconfiguredCall, UnsettledFakes, WrongCall, WrongResult
from tests.doubles.shop import Handler, Rows, User, Users

# The mistakes are made on purpose: the guards would tell of those that are made with mocks.
pytestmark = pytest.mark.asyncproof(mocks="off", never_awaited="off", wrong_raises="off")


def wrapped(function: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a function as many do."""

    @functools.wraps(function)
    def inner(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return inner


@wrapped
async def load(number: int) -> int:
    """Be async behind a decorator that is not."""
    return number


handler = Handler()


@pytest.mark.asyncio
async def test_wrong_arguments() -> None:
    """Under `spec` a mock takes everything."""
    await MagicMock(spec=Users).get(1, 2, 3)
    with pytest.raises(WrongCall):
        await fake(Users).get(1, 2, 3)


def test_misspelt_methods() -> None:
    """Without `spec` a mock has every method."""
    MagicMock().gett(1)
    with pytest.raises(NoSuchAttribute, match="write `get`"):
        fake(Users).gett(1)


def test_attributes_that_init_sets() -> None:
    """`spec` of a class refuses what every instance has."""
    with pytest.raises(AttributeError):
        _ = MagicMock(spec=Users).url
    assert fake(Users, url="x").url == "x"


@pytest.mark.asyncio
async def test_wrong_results() -> None:
    """A mock returns whatever it is told."""
    mock = create_autospec(Users, instance=True)
    mock.get.return_value = 3
    assert await mock.get(1) == 3
    with pytest.raises(WrongResult):
        when(fake(Users).get).returns(3)


@pytest.mark.asyncio
async def test_results_that_nobody_said() -> None:
    """A mock returns another mock, and that one is true."""
    assert await MagicMock(spec=Users).get(1)
    with pytest.raises(UnconfiguredCall):
        await fake(Users).get(1)


@pytest.mark.asyncio
async def test_calls_that_nobody_awaits() -> None:
    """The calls of a mock count all the same."""
    mock = MagicMock(spec=Users)
    mock.save(User()).close()
    mock.save.assert_called_once()
    with pytest.raises(UnsettledFakes, match="never-awaited"), fakes():
        fake(Users).save(User())


def test_assertions_that_assert_nothing() -> None:
    """Without parentheses, or misspelt, an assertion of a mock can't fail; an expectation is no attribute."""
    assert AsyncMock().assert_awaited_once
    assert MagicMock().awaited_once_with(1)  # noqa: PGH005 - that is the mistake
    with pytest.raises(UnsettledFakes, match="not-met"), fakes():
        when(fake(Users).save, times=1).returns(None)


def test_results_that_nobody_wants() -> None:
    """A return value of a mock may be of no use."""
    MagicMock(spec=Users).count.return_value = 3
    with pytest.raises(UnsettledFakes, match="never-used"), fakes():
        when(fake(Users).count).returns(3)


@pytest.mark.asyncio
async def test_async_iteration() -> None:
    """A mock of an iterator yields nothing, and no error."""
    assert [row async for row in MagicMock(spec=Rows)] == []
    with pytest.raises(UnconfiguredCall):
        [row async for row in fake(Rows)]
    with pytest.raises(UnconfiguredCall):
        [row async for row in fake(Users).rows()]


@pytest.mark.asyncio
async def test_what_is_entered() -> None:
    """A mock that is entered gives another mock."""
    mock, users = MagicMock(spec=Users), fake(Users)
    async with mock as other, users as itself:
        assert other is not mock
        assert itself is users


@pytest.mark.asyncio
async def test_exits() -> None:
    """An `AsyncMock` in the place of an exit swallows every exception."""
    mock = MagicMock(__aenter__=AsyncMock(), __aexit__=AsyncMock())
    async with mock:
        raise ValueError("lost")
    with pytest.raises(ValueError, match="kept"):
        async with fake(Users):
            raise ValueError("kept")


@pytest.mark.asyncio
async def test_async_behind_a_decorator() -> None:
    """`patch` takes it for a function that is not async."""
    with patch(f"{__name__}.load") as mock, pytest.raises(TypeError):
        await mock(1)
    stand_in = fake(load)
    when(stand_in).returns(2)
    assert await stand_in(1) == 2


def test_async_objects() -> None:
    """`patch` takes an object that is called for one that is not async."""
    with patch(f"{__name__}.handler") as mock:
        assert not inspect.isawaitable(mock("x"))
    assert inspect.iscoroutinefunction(fake(handler).__call__)


def test_properties() -> None:
    """A property of a mock may be anything."""
    mock = MagicMock(spec=Users)
    mock.size = "large"
    with pytest.raises(WrongResult):
        fake(Users, size="large")


@pytest.mark.asyncio
async def test_races() -> None:
    """A mock never lets another task run, so both updates are kept; in reality one is lost."""

    async def run(save: Callable[[User], Any]) -> int:
        stored = 0

        async def add() -> None:
            nonlocal stored
            read = stored
            await save(User())
            stored = read + 1

        await asyncio.gather(add(), add())
        return stored

    assert await run(AsyncMock()) == 2
    assert await run(fake(Users).save) == 1


def test_timeouts() -> None:
    """A fake may be slow, and no time passes."""
    users = fake(Users)
    when(users.get, latency=30).returns(None)

    async def impatient() -> None:
        await asyncio.wait_for(users.get(1), 10)

    with pytest.raises(asyncio.TimeoutError):
        asyncproof.run(impatient())


@pytest.mark.asyncio
async def test_swallowed_errors() -> None:
    """An error of a mock that the code under test swallows is gone."""

    async def careless(get: Callable[[int], Any]) -> None:
        with suppress(Exception):
            await get(1)

    mock = AsyncMock(side_effect=AssertionError("not expected"))
    await careless(mock)
    with pytest.raises(UnsettledFakes, match="unconfigured-call"), fakes():
        users = fake(Users)
        await careless(users.get)
    assert len(calls(users.get)) == 0
