"""A task that a scenario needs is no target, and one that leaves something behind is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

import asyncproof
from asyncproof.core import Choice, Livelock, Schedule
from asyncproof.exploring.needed import SparingRuns
from asyncproof.exploring.outcome import Outcome
from asyncproof.exploring.running import Runner
from asyncproof.exploring.strategies.rare_sweep import RareSweep
from asyncproof.exploring.strategies.sweep import Sweep
from asyncproof.exploring.targets import Targets
from asyncproof.loop import Policy
from asyncproof.loop.questions import CANCEL

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

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


def keepers(least: int, begun: int) -> Callable[[], Awaitable[None]]:
    """Return a scenario with two keepers, so many of which must be left, or must have begun."""

    async def scenario() -> None:
        left, started = [2], [0]

        async def keep() -> None:
            started[0] += 1
            try:
                await asyncio.sleep(0.01)
            except asyncio.CancelledError:
                left[0] -= 1
                raise

        await asyncio.wait([asyncio.create_task(keep()) for _ in range(2)])
        assert left[0] >= least
        assert started[0] >= begun

    return scenario


def test_what_takes_two_cancellations() -> None:
    """It is found with what the others leave of the runs, and its replay allows two."""
    failure = asyncproof.explore(keepers(1, 0), rungs=["cancel"]).failure
    assert failure is not None
    assert failure.schedule.startswith("cancel+2:")
    assert failure.story.count("is cancelled") == 2
    with pytest.raises(AssertionError):
        asyncproof.replay(keepers(1, 0), failure.schedule)


def test_two_that_are_needed_together_are_spared() -> None:
    """One of two is enough; without either, though neither has begun, it fails as well."""
    assert asyncproof.explore(keepers(0, 1), rungs=["cancel"]).failure is None


def test_the_second_of_two_may_be_needed_alone() -> None:
    """Then it does not matter who else was cancelled."""
    runs = SparingRuns(Runner(with_a_worker_that_is_needed))
    policy = Policy(slack=0, cancellations=2, is_target=Targets(True))
    sweep = RareSweep(CANCEL, 2)
    while not sweep.exhausted:
        outcome = runs.run(sweep.chooser(), policy)
        assert not outcome.failed
        sweep.learn(outcome)
