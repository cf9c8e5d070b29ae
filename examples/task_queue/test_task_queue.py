"""Limit, errors, order and time limit, with times that are exact."""

from __future__ import annotations

import asyncio

import pytest

from asyncproof import VirtualClock
from examples.task_queue.task_queue import Job, TaskQueue


def taking(seconds: float, result: object = None) -> Job:
    """Make a job that takes so long and returns or raises something."""

    async def job() -> object:
        await asyncio.sleep(seconds)
        if isinstance(result, Exception):
            raise result
        return result

    return job


async def test_no_jobs() -> None:
    """Nothing to do is done at once."""
    assert await TaskQueue(places=3).run({}) == []


@pytest.mark.parametrize(("places", "seconds"), [(1, 6), (2, 3), (4, 2), (6, 1)])
async def test_so_many_at_a_time(places: int, seconds: float, clock: VirtualClock) -> None:
    """Six jobs of a second each take as long as the places allow."""
    ended = await TaskQueue(places=places).run({str(number): taking(1) for number in range(6)})
    assert clock.now == seconds
    assert all(one.took == 1 for one in ended)


async def test_never_more_than_the_limit() -> None:
    """At no time do more jobs run than there are places, and all places are used."""
    running, seen = 0, []

    async def job() -> None:
        nonlocal running
        running += 1
        seen.append(running)
        await asyncio.sleep(1)
        running -= 1

    await TaskQueue(places=2).run({str(number): job for number in range(5)})
    assert max(seen) == 2


async def test_errors_are_kept_beside_results() -> None:
    """A job that fails stops no other one."""
    jobs = {"a": taking(1, "done"), "b": taking(2, ValueError("no")), "c": taking(3, "done too")}
    a, b, c = await TaskQueue(places=3).run(jobs)
    assert (a.result, c.result) == ("done", "done too")
    assert (b.result, str(b.error)) == (None, "no")


async def test_two_orders() -> None:
    """The answer has the order of the question, `ended` the order of the ends."""
    queue = TaskQueue(places=3)
    answer = await queue.run({"slow": taking(3), "fast": taking(1), "medium": taking(2)})
    assert [one.name for one in answer] == ["slow", "fast", "medium"]
    assert [one.name for one in queue.ended] == ["fast", "medium", "slow"]
    assert [one.took for one in queue.ended] == [1, 2, 3]


async def test_a_time_limit_for_all(clock: VirtualClock) -> None:
    """What is done by then is kept, and what still runs is cut off: the guards would see it run on."""
    queue = TaskQueue(places=2)
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(queue.run({"quick": taking(1, "quick"), "slow": taking(50)}), timeout=10)
    assert [one.result for one in queue.ended] == ["quick"]
    assert clock.now == 10


@pytest.mark.explore(runs=100)
async def test_it_may_be_cut_off_anywhere() -> None:
    """Whichever task is cancelled, and when: nothing runs on, and no place is lost."""
    queue = TaskQueue(places=2)
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(queue.run({"a": taking(1), "b": taking(9), "c": taking(9)}), timeout=5)
