from __future__ import annotations

import asyncio

import asyncproof
from asyncproof import Trace


def test_a_step_says_who_runs_and_where_the_user_s_code_stands() -> None:
    """A task's step names the innermost line of the user's code, not asyncio's; a callback its definition."""

    def hello() -> None: ...

    async def inner() -> None:
        await asyncio.sleep(0)

    async def main() -> None:
        asyncio.get_running_loop().call_soon(hello)
        await inner()

    trace = Trace()
    asyncproof.run(main(), watchers=[trace])
    first, callback, second = trace.steps[:3]
    line = inner.__code__.co_firstlineno
    assert (first.who, first.where, first.is_task) == ("Task-1", f"test_steps.py:{line + 3} in main", True)
    assert callback.who.endswith("hello")
    assert (callback.where, callback.is_task) == (f"test_steps.py:{line - 2}", False)
    assert (second.who, second.where) == ("Task-1", f"test_steps.py:{line + 1} in inner")
    assert [step.number for step in trace.steps[:3]] == [1, 2, 3]


def test_a_task_that_is_being_cancelled_before_it_ran_has_a_place_too() -> None:
    """Every step has a line as long as the coroutine has a frame."""

    async def main() -> None:
        task = asyncio.ensure_future(asyncio.sleep(1))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    trace = Trace()
    asyncproof.run(main(), watchers=[trace])
    assert all(step.where for step in trace.steps)
