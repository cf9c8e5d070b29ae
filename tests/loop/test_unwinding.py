from __future__ import annotations

import asyncio

import pytest

import asyncproof
from asyncproof import Deadlock
from asyncproof.loop.unwinding import names_of_living


@pytest.mark.parametrize("length", [1, 2, 5])
def test_tasks_that_await_each_other_are_a_deadlock_and_come_to_their_ends(length: int) -> None:
    """A circle of tasks is named as one, and every `finally` in it runs."""
    ended: list[int] = []

    async def main() -> None:
        tasks: list[asyncio.Task[None]] = []

        async def follow(number: int) -> None:
            try:
                await asyncio.sleep(0)
                waiting_for = tasks[(number + 1) % length] if length > 1 else outer
                await waiting_for
            finally:
                ended.append(number)

        outer = asyncio.current_task()
        assert outer is not None
        tasks += [asyncio.create_task(follow(number)) for number in range(length)]
        await tasks[0]

    with pytest.raises(Deadlock, match="wait for each other"):
        asyncproof.run(main())
    assert sorted(ended) == list(range(length))


def test_who_did_not_end_is_named_also_behind_a_gather() -> None:
    """Futures have no names, tasks and the children of a gather do, each once."""

    async def main() -> str:
        task = asyncio.create_task(asyncio.sleep(1), name="slow")
        gathered = asyncio.gather(task)
        names = names_of_living([gathered, task, asyncio.get_running_loop().create_future()])
        await gathered
        return names

    assert asyncproof.run(main()) == "slow"
    assert names_of_living([]) == "something"
