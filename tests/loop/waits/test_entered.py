"""Claims about which context managers a frame is inside of."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any

import pytest

from asyncproof.loop.waits.chain import chain_of
from asyncproof.loop.waits.entered import entered, side_by_side
from tests.loop.waits.stalling import never, stalled

DECORATED = "_AsyncGeneratorContextManager"
THREADS = threading.Lock()
Main = Callable[[], Coroutine[Any, Any, Any]]


class Slow:
    """Enters and leaves as slowly as it is told to."""

    def __init__(self, *, entering: bool = False, leaving: bool = False) -> None:
        self.entering, self.leaving = entering, leaving

    def __aenter__(self) -> asyncio.Future[None]:
        done = asyncio.get_running_loop().create_future()
        if not self.entering:
            done.set_result(None)
        return done

    async def __aexit__(self, *_: object) -> None:
        if self.leaving:
            await never()


@contextlib.asynccontextmanager
async def guarded() -> AsyncIterator[None]:
    """Hold a semaphore behind a decorator."""
    async with asyncio.Semaphore():
        yield


@contextlib.contextmanager
def nested() -> Iterator[None]:
    """Hold a lock of threads behind a decorator."""
    with THREADS:
        yield


async def one_by_one() -> None:
    """Enter several, in order."""
    async with asyncio.Lock(), Slow():
        with THREADS:
            await never()


async def already_left() -> None:
    """Leave a block before waiting."""
    async with asyncio.Lock():
        pass
    await never()


async def behind_a_generator() -> None:
    """Enter what a generator enters."""
    async with guarded():
        with nested():
            await never()


async def in_a_stack() -> None:
    """Enter things by way of stacks."""
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(asyncio.Lock())
        await stack.enter_async_context(guarded())
        stack.callback(print)
        await never()


async def still_entering() -> None:
    """Wait for a block to begin."""
    async with Slow(), Slow(entering=True):
        pass


async def leaving() -> None:
    """Wait for a block to end."""
    async with Slow(), Slow(leaving=True):
        pass


async def leaving_by_an_error() -> None:
    """Wait for a block to end that an error ends."""
    async with Slow(leaving=True):
        raise KeyError


async def with_an_exit_at_hand() -> None:
    """Keep an exit in a variable, which is not being inside."""
    leave = Slow().__aexit__
    async with asyncio.Lock():
        await never()
    await leave()


@pytest.mark.parametrize(
    ("main", "names"),
    [
        (one_by_one, ["Lock", "Slow", "lock"]),
        (already_left, []),
        (
            behind_a_generator,
            [DECORATED, "Semaphore", "_GeneratorContextManager", "lock"],
        ),
        (in_a_stack, ["AsyncExitStack", "Lock", DECORATED, "Semaphore"]),
        (still_entering, ["Slow"]),
        (leaving, ["Slow"]),
        (leaving_by_an_error, ["Slow"]),
        (with_an_exit_at_hand, ["Lock"]),
    ],
)
def test_what_is_entered_is_seen(main: Main, names: list[str]) -> None:
    """A frame is inside of what it has entered and not left, the outermost first."""
    with stalled(main) as program:
        link = chain_of(program.main).links[0]
        assert [type(place.manager).__name__ for place in entered(link)] == names


def test_the_place_is_that_of_the_block() -> None:
    """Each has the line and the text of its own item in the source."""
    with stalled(behind_a_generator) as program:
        link = chain_of(program.main).links[0]
        first = behind_a_generator.__code__.co_firstlineno
        seen = [(place.text, place.line) for place in entered(link) if place.link is link]
    assert seen == [("guarded()", first + 2), ("nested()", first + 3)]


def test_without_source_the_objects_are_still_there() -> None:
    """Code made by exec has no text, but what it is inside of is known."""
    made: dict[str, Any] = {"asyncio": asyncio, "never": never}
    exec("async def main():\n    async with asyncio.Lock():\n        await never()", made)
    with stalled(made["main"]) as program:
        (place,) = entered(chain_of(program.main).links[0])
    assert (type(place.manager), place.text, place.line) == (asyncio.Lock, "", None)


def test_a_generator_at_its_yield_is_inside() -> None:
    """A generator that is suspended at a `yield`, and not in an await, is inside of its blocks."""
    with stalled(behind_a_generator) as program:
        link = chain_of(program.main).links[0]
        inner = [place for place in entered(link) if place.link.function in {"guarded", "nested"}]
    assert [(place.link.function, place.text) for place in inner] == [
        ("guarded", "asyncio.Semaphore()"),
        ("nested", "THREADS"),
    ]


def test_exits_that_lie_beside_their_owners_are_found() -> None:
    """Where an exit and its object are apart on the stack, the object is found, but not by a variable."""
    slow, lock = Slow(), asyncio.Lock()
    exit_of_lock = type(lock).__aexit__
    stack = [print, exit_of_lock, lock, Slow.__aexit__, slow, exit_of_lock, slow]
    assert list(side_by_side(stack, set())) == [lock, slow]
    assert list(side_by_side(stack, {id(exit_of_lock), id(lock)})) == [slow]
    threads = threading.Lock()
    assert list(side_by_side([type(threads).__exit__, threads], {id(threads)})) == [threads]


def test_a_circle_of_managers_ends() -> None:
    """A stack that is inside of itself is not followed for ever."""

    async def main() -> None:
        async with contextlib.AsyncExitStack() as stack:
            stack.push_async_exit(stack)
            await never()

    with stalled(main) as program:
        assert len(list(entered(chain_of(program.main).links[0]))) < 50
        stack = chain_of(program.main).links[0].local("stack")
        stack.pop_all()
