"""A task stands where it stood until it runs, or what it waits for happens."""

from __future__ import annotations

import asyncio

from asyncproof.exploring.whereabouts import Whereabouts


def test_where_a_task_stands() -> None:
    """Before its first step, while it waits, when that has happened, and at what it waits for next."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        first, second = loop.create_future(), loop.create_future()
        whereabouts, found = Whereabouts(), []

        async def work() -> None:
            await asyncio.sleep(0)
            await first
            await second

        def look(times: int = 1) -> None:
            found.append([whereabouts.of(7, task) for _ in range(times)])

        task = asyncio.ensure_future(work())
        look(2)
        await asyncio.sleep(0)
        look()
        await asyncio.sleep(0)
        look(2)
        first.set_result(None)
        look()
        await asyncio.sleep(0)
        look()
        second.set_result(None)
        await task
        assert found == [[0, 0], [1], [2, 2], [3], [4]]

    asyncio.run(main())


def test_what_is_no_task_stands_still() -> None:
    """Where nothing is known of what it waits for, it has never moved."""
    whereabouts = Whereabouts()
    assert [whereabouts.of(1, "nobody"), whereabouts.of(1, "nobody")] == [0, 0]


def test_a_future_that_cannot_be_referred_to() -> None:
    """Who waits for one of somebody's own make is taken for somewhere else each time."""

    class Future:
        __slots__ = ()

        def done(self) -> bool:
            return False

    class Task:
        _fut_waiter = Future()

    whereabouts = Whereabouts()
    assert [whereabouts.of(1, Task()), whereabouts.of(1, Task())] == [0, 1]
