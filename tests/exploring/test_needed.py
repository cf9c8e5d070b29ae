"""A task that a scenario needs is no target, and one that leaves something behind is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import asyncproof
from asyncproof.core import Choice, Livelock, Schedule
from asyncproof.exploring.needed import SparingRuns
from asyncproof.exploring.outcome import Outcome
from asyncproof.exploring.running import Runner
from asyncproof.exploring.strategies.sweep import Sweep
from asyncproof.exploring.targets import Targets
from asyncproof.loop import Policy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.core import Chooser, Watcher


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


def test_who_is_known_to_be_needed_is_not_tried_again() -> None:
    """The sweep hits the worker once, and then it knows that whatever comes of it says nothing."""
    swept = []
    for cancel in (True, ["Task-2"]):
        runs, sweep, policy = (
            SparingRuns(Runner(with_a_worker_that_is_needed)),
            Sweep(),
            Policy(slack=0, cancellations=1, is_target=Targets(cancel)),
        )
        while not sweep.exhausted:
            chooser = sweep.chooser()
            outcome = runs.run(chooser, policy)
            outcome.seen = getattr(chooser, "seen", None)
            sweep.learn(outcome)
            swept.append((str(cancel), outcome.failed))
    assert swept[:3] == [("True", False), ("True", False), ("['Task-2']", False)]
    assert swept[3:] == [("['Task-2']", True)] * 7


def test_what_is_known_holds_for_one_policy() -> None:
    """The same answers are another run where other things may vary."""

    class Runs:
        """Fails if time may not pass."""

        runs = 0

        def run(self, chooser: Chooser, policy: Policy, watchers: Sequence[Watcher] = ()) -> Outcome:
            """Ask once."""
            del watchers
            self.runs += 1
            picked = chooser.choose("cancel", ("nobody", 1))
            error = None if policy.slack else Livelock("stuck")
            return Outcome(Schedule((Choice("cancel", 2, picked),)), error)

    sparing = SparingRuns(Runs())
    found = []
    for slack in (0, 1, 0):
        outcome = Outcome(Schedule((Choice("cancel", 2, 1),)), ValueError())
        sparing.judge(outcome, Policy(slack=slack, cancellations=1, is_target=Targets(cancel=True)))
        found.append((outcome.failed, outcome.needed))
    assert found == [(False, (1,)), (True, ()), (False, (1,))]
    assert sparing.runs == 3
