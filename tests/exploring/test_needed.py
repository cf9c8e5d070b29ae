"""A task that a scenario needs is no target, and one that leaves something behind is."""

from __future__ import annotations

import asyncio

import asyncproof
from asyncproof.exploring.needed import Lookout
from asyncproof.loop import FirstChooser


async def with_a_worker_that_is_needed() -> None:
    """Wait for what only the worker does."""
    queue: asyncio.Queue[int] = asyncio.Queue()

    async def work() -> None:
        for _ in range(3):
            await queue.get()
            await asyncio.sleep(0.1)
            queue.task_done()

    worker = asyncio.create_task(work())
    for number in range(3):
        queue.put_nowait(number)
    await queue.join()
    await asyncio.wait([worker])


async def with_a_lock_that_is_kept() -> None:
    """Take a lock by hand, and give it back only if all goes well."""
    lock = asyncio.Lock()

    async def hold() -> None:
        await lock.acquire()
        await asyncio.sleep(0.1)
        lock.release()

    holder = asyncio.create_task(hold())
    await asyncio.wait([holder])
    async with lock:
        pass


def test_what_needs_a_task_is_not_failed_by_its_loss() -> None:
    """Who waits for a cancelled worker waits for ever, and that says nothing against the worker."""
    result = asyncproof.explore(with_a_worker_that_is_needed, rungs=["cancel"], runs=200)
    assert result.failure is None


def test_what_a_task_leaves_behind_is_a_failure() -> None:
    """Without the task nobody would have taken the lock; cancelled half-way it keeps it."""
    failure = asyncproof.explore(with_a_lock_that_is_kept, rungs=["cancel"], runs=200).failure
    assert failure is not None
    assert isinstance(failure.exception, asyncproof.Deadlock)


def test_what_is_needed_may_leave_something_behind_as_well() -> None:
    """Without the task its result is missing; cancelled half-way it keeps the lock, and that is told."""

    async def scenario() -> None:
        lock = asyncio.Lock()
        results = []

        async def hold() -> None:
            await lock.acquire()
            await asyncio.sleep(0.1)
            results.append(1)
            lock.release()

        await asyncio.wait([asyncio.create_task(hold())])
        async with lock:
            assert results

    failures = asyncproof.explore(scenario, rungs=["cancel"], runs=200).failures
    assert [type(failure.exception) for failure in failures] == [asyncproof.Deadlock]


def test_whom_the_user_names_is_not_spared() -> None:
    """Who asks for all tasks, or for some by name, means them."""
    for cancel in ("all", ["Task-2"]):
        result = asyncproof.explore(with_a_worker_that_is_needed, rungs=["cancel"], cancel=cancel)
        assert result.failure is not None


def test_the_moment_at_which_a_task_is_there() -> None:
    """It is known once somebody is cancelled, and that nobody can be cancelled twice is nothing to it."""

    class Second:
        """Answers 0, 0, 2, 1."""

        answers = iter((0, 0, 2, 1))

        def choose(self, kind: str, options: object) -> int:
            """Take the next answer."""
            del kind, options
            return next(self.answers)

    lookout = Lookout(Second())
    assert [lookout.choose("cancel", ("nobody", 1)), lookout.choose("time", ("stands", "passes"))] == [0, 0]
    assert lookout.earliest == ()
    assert lookout.choose("cancel", ("nobody", 1, 2)) == 2
    assert lookout.earliest == (0, 0, 2)
    assert lookout.choose("cancel", ("nobody", 1)) == 1
    assert lookout.earliest == (0, 0, 2)
    assert Lookout(FirstChooser()).choose("cancel", ("nobody", 1)) == 0
