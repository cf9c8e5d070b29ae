"""Tasks by their names, and what runs in them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine

from asyncproof.exploring.running import Runner
from asyncproof.exploring.tasks import Names, coroutine_of, is_unwinding, task_of_step
from asyncproof.loop import TIMING
from asyncproof.loop.choosers import FirstChooser


def test_a_task_by_its_name() -> None:
    """What it runs, without the functions around it."""

    async def job() -> None:
        await asyncio.sleep(0)

    async def main() -> None:
        task = asyncio.create_task(job(), name="job")
        assert task_of_step(hash(task)) is task
        assert task_of_step(-1) is None
        assert coroutine_of(task) == "job"
        assert not is_unwinding()
        await task

    asyncio.run(main())


def test_tasks_of_one_name() -> None:
    """They are told apart in the order in which they were made, whoever is asked for first."""

    async def job() -> None:
        await asyncio.sleep(0)

    async def main() -> None:
        names = Names()
        tasks = [asyncio.create_task(job(), name="test.<locals>.job") for _ in range(2)]
        assert [names.of(task) for task in reversed(tasks)] == ["job #2", "job"]
        await asyncio.gather(*tasks)
        assert names.of(tasks[1]) == "job #2"

    run(main)


def test_a_librarys_coroutine() -> None:
    """Of a task that a library makes the user's function is told, as soon as it is seen."""

    async def job() -> None:
        await asyncio.sleep(1)

    async def main() -> None:
        task = asyncio.create_task(asyncio.wait_for(job(), 3))
        assert coroutine_of(task) == ""
        await asyncio.sleep(0)
        if sys.version_info >= (3, 12):  # before, it makes a task of its own
            assert coroutine_of(task) == "job"
        await task

    run(main)


def run(main: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run it on a loop that numbers its tasks."""
    assert Runner(main).run(FirstChooser(), TIMING).error is None
