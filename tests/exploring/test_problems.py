"""Which tasks count as left behind when a run is over."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from asyncproof.exploring.problems import Problems
from asyncproof.loop import ControlledLoop

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


def test_a_task_that_has_yet_to_hear_of_its_cancellation() -> None:
    """It ends by itself as soon as it is let go on; who holds it back is the explorer."""
    loop = ControlledLoop()
    problems = Problems(loop)
    task = loop.create_task(asyncio.sleep(1), name="late")
    left = problems.left_behind()
    assert left is not None
    assert "'late' (sleep) still ran" in left.message
    task.cancel()
    assert problems.left_behind() is None
    loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
    loop.close()


class TestRunner:
    """Called as anyio's."""

    __test__ = False

    async def _run_tests_and_fixtures(self) -> None:
        """Run for as long as the loop does."""
        await asyncio.sleep(1)


def test_what_anyio_does_for_itself_is_not_left_behind() -> None:
    """The task in which it runs all tests ends with its runner."""
    loop = ControlledLoop()
    task = loop.create_task(TestRunner()._run_tests_and_fixtures())
    assert Problems(loop).left_behind() is None
    loop.run_until_complete(task)
    loop.close()


def test_a_generator_that_the_loop_closes_is_not_left_behind() -> None:
    """Who drops one half-way has the loop close it, and it is no task of the test's that does."""

    async def numbers() -> AsyncIterator[int]:
        yield 1
        yield 2

    generator = numbers()
    loop = ControlledLoop()
    loop.run_until_complete(anext(generator))
    task = loop.create_task(generator.aclose())  # type: ignore[arg-type] # as asyncio's own loops do it
    assert Problems(loop).left_behind() is None
    loop.run_until_complete(task)
    loop.close()
