from __future__ import annotations

import asyncio
import sys
from contextvars import ContextVar, copy_context
from typing import Any

import pytest

import asyncproof
from asyncproof.loop import ControlledLoop


async def name_of_child(**options: object) -> str:
    """Start a task and tell its name."""
    task = asyncio.get_running_loop().create_task(asyncio.sleep(0), **options)
    await task
    return task.get_name()


def test_tasks_are_named_by_their_number_in_the_loop() -> None:
    """Names count within a loop, so a report says the same whatever ran before."""
    assert [asyncproof.run(name_of_child()) for _ in range(2)] == ["Task-2", "Task-2"]


def test_a_given_name_is_kept() -> None:
    """A name that the user gives is the task's name."""
    assert asyncproof.run(name_of_child(name="worker")) == "worker"


def test_a_task_factory_of_the_user_s_is_used() -> None:
    """`set_task_factory` works as on any loop, name included."""
    made = []

    def factory(loop: Any, coro: Any, **options: Any) -> asyncio.Task[Any]:
        made.append(coro.__name__)
        return asyncio.Task(coro, loop=loop, **options)

    async def main() -> str:
        asyncio.get_running_loop().set_task_factory(factory)
        return await name_of_child(name="mine")

    assert asyncproof.run(main()) == "mine"
    assert made[0] == "sleep"


@pytest.mark.skipif(sys.version_info < (3, 11), reason="tasks take a context since 3.11")
def test_a_context_is_passed_on() -> None:
    """A task made with a context runs in it."""
    variable = ContextVar("variable", default=0)
    context = copy_context()
    context.run(variable.set, 7)

    async def main() -> int:
        async def get() -> int:
            return variable.get()

        return await asyncio.get_running_loop().create_task(get(), context=context)

    assert asyncproof.run(main()) == 7


@pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks came with 3.12")
def test_eager_tasks_start_at_once_and_are_still_ours() -> None:
    """Asyncio's eager factory starts a task inside create_task, and its hash is still its number."""

    async def main() -> tuple[list[str], str]:
        loop = asyncio.get_running_loop()
        loop.set_task_factory(asyncio.eager_task_factory)
        log = []

        async def child() -> None:
            log.append("started")
            await asyncio.sleep(1)

        task = asyncio.create_task(child())
        log.append("created")
        await task
        return log, type(task).__module__

    assert asyncproof.run(main()) == (["started", "created"], "asyncproof.loop.identity")


def test_a_closed_loop_makes_no_task() -> None:
    """As on a stock loop, the error says that the loop is closed."""
    loop = ControlledLoop()
    loop.close()
    coroutine = asyncio.sleep(0)
    with pytest.raises(RuntimeError, match="Event loop is closed"):
        loop.create_task(coroutine)
    coroutine.close()
