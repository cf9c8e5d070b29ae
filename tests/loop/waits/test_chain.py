"""Claims about the chain of frames that a task is suspended in."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Generator
from typing import Any

import pytest

from asyncproof.loop.waits.chain import chain_of
from tests.loop.waits.stalling import never, stalled


class Awaitable:
    def __await__(self) -> Generator[Any, None, None]:
        yield from never().__await__()


async def numbers() -> AsyncIterator[int]:
    """Wait before the first number."""
    await never()
    yield 1


async def through_an_awaitable() -> None:
    """Wait in a generator behind `__await__`."""
    await Awaitable()


async def through_a_generator() -> None:
    """Wait in an asynchronous generator."""
    async for _ in numbers():
        pass


async def through_anext() -> None:
    """Wait in an asynchronous generator by hand."""
    await anext(numbers(), None)


async def through_athrow() -> None:
    """Wait in the clean-up of an asynchronous generator."""

    async def cleaning() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            await never()

    generator = cleaning()
    await anext(generator)
    await generator.aclose()


@pytest.mark.parametrize(
    ("main", "titles"),
    [
        (never, ["never"]),
        (through_an_awaitable, ["through_an_awaitable", "Awaitable.__await__", "never"]),
        (through_a_generator, ["through_a_generator", "numbers", "never"]),
        (through_anext, ["through_anext", "numbers", "never"]),
        (through_athrow, ["through_athrow", "cleaning", "never"]),
    ],
)
def test_every_frame_is_in_the_chain(main: Any, titles: list[str]) -> None:
    """Coroutines, generators and asynchronous generators are followed to the innermost."""
    with stalled(main) as program:
        chain = chain_of(program.main)
        assert [link.title for link in chain.links] == titles
        assert type(chain.future) is asyncio.Future
        assert chain.end is not None


def test_a_task_that_has_not_started_has_a_frame_and_no_future() -> None:
    """Before its first step a task waits for nothing."""
    loop = asyncio.SelectorEventLoop()
    try:
        task = loop.create_task(never())
        chain = chain_of(task)
        assert [link.function for link in chain.links] == ["never"]
        assert chain.future is None
        assert chain.end is None
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            loop.run_until_complete(task)
    finally:
        loop.close()


def test_a_finished_task_has_no_chain() -> None:
    """There is nothing to see of a task that is done."""

    async def quick() -> None:
        pass

    with stalled(quick) as program:
        assert chain_of(program.main).links == ()


@pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks came with Python 3.12")
def test_an_eager_task_is_seen() -> None:
    """A task that started without the loop's help is suspended like any other."""

    async def start() -> None:
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
        await asyncio.create_task(never(), name="eager")

    with stalled(start) as program:
        eager = next(task for task in program.tasks if task.get_name() == "eager")
        assert [link.title for link in chain_of(eager).links] == ["never"]


def test_a_compiled_coroutine_is_followed() -> None:
    """A coroutine type that is not Python's own is followed by its `cr_await`, without a frame."""

    class Compiled:
        def __init__(self) -> None:
            self.cr_await = never()

        def __await__(self) -> Compiled:
            return self

        def __iter__(self) -> Compiled:
            return self

        def __next__(self) -> Any:
            return self.cr_await.send(None)

    async def main() -> None:
        await Compiled()

    with stalled(main) as program:
        assert [link.title for link in chain_of(program.main).links] == ["main", "never"]


def test_a_chain_without_end_is_cut() -> None:
    """An awaitable that says it awaits itself is followed for a while and no longer."""

    class Circle:
        def __init__(self) -> None:
            self.cr_await = self

    class Task:
        def get_coro(self) -> Circle:
            return Circle()

    chain = chain_of(Task())
    assert chain.links == ()
    assert type(chain.end) is Circle


def test_links_know_their_module_and_variables() -> None:
    """A link has the name of its module, and `MISSING` for a variable that is not there."""
    with stalled(never) as program:
        link = chain_of(program.main).links[0]
        assert link.module == "tests.loop.waits.stalling"
        assert repr(link.local("nothing")).startswith("<object object")
