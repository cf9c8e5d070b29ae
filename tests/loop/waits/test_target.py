"""Claims about futures: what is behind them, and whose they are."""

from __future__ import annotations

import asyncio

from asyncproof.loop.waits.target import enclosed, in_an_executor, is_gather, shielded, target_of_futures
from tests.loop.waits.stalling import never, stalled


def test_gathers_and_shields_are_taken_apart() -> None:
    """Behind nested gathers and shields each unfinished task and future is found once."""
    with stalled(never) as program:
        loop, task = program.loop, program.main
        done, future = loop.create_future(), loop.create_future()
        done.set_result(None)
        shield = asyncio.shield(task)
        inner = asyncio.gather(shield, future)
        outer = asyncio.gather(inner, task, done)
        target = target_of_futures("gather", [outer, "no future"])
        assert (target.tasks, target.others) == ((task,), 1)
        assert is_gather(outer)
        assert not is_gather(future)
        assert shielded(shield) is task
        assert shielded(future) is None
        outer.cancel()
        loop.run_until_complete(asyncio.wait([outer, task]))


def test_tasks_written_in_python_are_tasks() -> None:
    """Asyncio has its task twice, and both count."""

    async def main() -> None:
        slow = asyncio.tasks._PyTask(never(), name="slow")
        asyncio._register_task(slow)  # since 3.14 it is not among all tasks by itself
        await slow

    with stalled(main) as program:
        wait = program.waits()["main"].wait
    assert (wait.on_tasks, wait.others) == ((1,), 0)


def test_futures_of_other_threads_are_told_apart() -> None:
    """What a pool completes is known from a plain future."""
    with stalled(never) as program:
        job = program.loop.run_in_executor(None, int)
        assert in_an_executor(job)
        assert not in_an_executor(program.loop.create_future())
        program.loop.run_until_complete(job)


def test_what_a_function_encloses_is_seen() -> None:
    """The variables that a function took from around it are found, and nothing else."""
    queue = [1]

    def function() -> list[int]:
        return queue

    assert enclosed(function, "queue") is queue
    assert enclosed(function, "other") is None
    assert enclosed(print, "queue") is None
