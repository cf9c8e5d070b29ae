from __future__ import annotations

import asyncio
import contextlib
import sys
from types import FrameType
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.guard.holding import keeping
from asyncproof.guard.holding.keeping import keeps

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator


class Box:
    """Holds something."""

    def __init__(self, content: object) -> None:
        self.content = content


KEPT_BY_NOBODY = Box(0)


@pytest.mark.parametrize("wrap", [lambda thing: thing, Box, lambda thing: Box({"a": [Box(thing)]})])
def test_a_part_is_kept(wrap: Any) -> None:
    """A thing is kept by itself, by what holds it, and by what holds that."""
    thing = Box(1)
    assert keeps(wrap(thing), thing)


def test_what_a_function_closes_over_is_kept() -> None:
    """A factory that remembers what it has made keeps it, also as a method or a default."""
    thing, made = Box(1), [Box(2)]

    def make() -> None:
        made.append(thing)

    def other(known: list[Box] = made) -> None:
        known.clear()

    assert keeps(make, thing)
    assert keeps(Box(make), made[0])
    assert keeps(other, made)


def test_what_lies_very_deep_is_no_part() -> None:
    """Nobody builds a thing so deep; whoever leads there leads everywhere."""
    thing = Box(1)
    deep = Box(thing)
    for _ in range(20):
        deep = Box(deep)
    assert not keeps(deep, thing)


@pytest.mark.parametrize("keeper", [None, 3, "text", Box(2), asyncio, keeps, Box])
def test_what_is_no_part_is_not_kept(keeper: object) -> None:
    """Modules, functions and classes lead everywhere, and nobody calls that keeping."""
    assert not keeps(keeper, Box(1))
    assert not keeps(keeper, None)


def test_a_circle_comes_to_an_end() -> None:
    """What holds itself is looked at once."""
    circle: list[object] = []
    circle.append(circle)
    assert not keeps(circle, Box(1))


def test_who_has_a_loop_does_not_have_all_that_is_on_it() -> None:
    """A loop is no way from one of its users to the other."""
    loop = asyncio.new_event_loop()
    try:
        handle = loop.call_later(60, print)
        assert not keeps(Box(loop), handle)
        assert keeps(Box(handle), handle)
        handle.cancel()
    finally:
        loop.close()


@pytest.mark.asyncio
async def test_a_coroutine_keeps_what_it_is_in() -> None:
    """Also what is only on its stack, as an `async with` leaves it there."""

    @contextlib.asynccontextmanager
    async def opened() -> AsyncGenerator[None, None]:
        yield

    context = opened()

    async def inside() -> None:
        async with context:
            await asyncio.get_running_loop().create_future()

    task = asyncio.ensure_future(inside())
    await asyncio.sleep(0)
    assert keeps(task.get_coro(), context.gen)  # type: ignore[attr-defined]  # the stubs hide it
    task.cancel()


def test_before_python_3_11_a_coroutine_keeps_by_way_of_its_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in its variables is its own; what its function sees around it is not."""
    thing, global_one = Box(1), KEPT_BY_NOBODY

    def frame_with(inside: object) -> FrameType:
        assert inside is thing
        return sys._getframe()

    frame = frame_with(thing)
    monkeypatch.setattr(keeping, "_OPENED", ())
    assert not keeps(Box(frame), thing)
    monkeypatch.setattr(keeping, "_OPENED", FrameType)
    assert keeps(Box(frame), thing)
    assert not keeps(Box(frame), global_one)
