from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import pytest

import asyncproof
from asyncproof import UsageError, explore, replay
from asyncproof.core import Certainty, Deadlock
from asyncproof.exploring import Rung
from asyncproof.exploring.progress import Progress
from asyncproof.exploring.result import Interrupted
from tests.exploring import scenarios

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Scenario = Callable[[], Awaitable[object]]

FOUND = [
    (scenarios.always, Rung.STOCK, LookupError),
    (scenarios.stuck, Rung.STOCK, asyncproof.Deadlock),
    (scenarios.unordered_arrivals, Rung.TIMING, AssertionError),
    (scenarios.inversion, Rung.LATENCY, AssertionError),
    (scenarios.lost_slot, Rung.CANCEL, AssertionError),
]


@pytest.mark.parametrize(("scenario", "rung", "kind"), FOUND, ids=[each[0].__name__ for each in FOUND])
def test_a_failure_is_told_with_its_lowest_rung(
    scenario: Scenario, rung: Rung, kind: type[BaseException]
) -> None:
    """What fails is found, with the rung that it takes, and its schedule does it again."""
    result = explore(scenario, runs=400)
    failure = result.failure
    assert failure is not None
    assert (failure.rung, type(failure.exception)) == (rung, kind)
    assert rung.sentence in str(result)
    assert failure.schedule in str(result)
    for _ in range(2):
        with pytest.raises(kind):
            replay(scenario, failure.schedule)


def test_what_stock_asyncio_never_does_is_asked_for() -> None:
    """An order that stock asyncio keeps is only broken on the rung that is named for it."""
    assert explore(scenarios.first_come, runs=300, rungs=["stock", "timing"]).failure is None
    found = explore(scenarios.first_come, runs=300, rungs=["reorder"]).failure
    assert found is not None
    assert found.rung is Rung.REORDER
    with pytest.raises(AssertionError):
        replay(scenarios.first_come, found.schedule)


@pytest.mark.parametrize("scenario", [scenarios.in_order, scenarios.kept_slot])
def test_what_is_right_is_not_flagged(scenario: Scenario) -> None:
    """A program that relies on nothing that may vary has no failure, and the verdict says what that means."""
    result = explore(scenario)
    assert result.failures == []
    assert result.verdict.certainty is Certainty.BOUNDED
    assert "one cancellation before every step" in result.verdict.bound
    assert f"no failure in {result.runs:,} runs" in str(result)


def test_a_small_budget_says_so() -> None:
    """Where not all was tried, the verdict is that some was."""
    result = explore(scenarios.in_order, runs=5)
    assert result.verdict.certainty is Certainty.SAMPLED
    assert result.runs <= 8
    assert explore(scenarios.in_order, seconds=0).runs <= 2


def test_the_same_seed_does_the_same() -> None:
    """Two explorations with one seed run the same schedules."""
    first, second = (explore(scenarios.inversion, runs=200, seed=7) for _ in range(2))
    assert first.failure is not None
    assert second.failure is not None
    assert (first.runs, first.failure.schedule) == (second.runs, second.failure.schedule)


@pytest.mark.parametrize(
    ("cancel", "found"), [(True, True), ("all", True), (["job"], True), (["other"], False), (False, False)]
)
def test_who_may_be_cancelled(cancel: Any, found: bool) -> None:
    """Cancellations hit the tasks that are named, and nobody if that is wanted."""
    assert (explore(scenarios.lost_slot, runs=200, cancel=cancel).failure is not None) is found


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"runs": 0}, "runs is a number from 1 up, not 0"),
        ({"rungs": ["luck"]}, "there is no rung 'luck'; there are stock, timing"),
        ({"cancel": "job"}, 'cancel is True, False, "all" or a list of names'),
    ],
)
def test_what_can_not_be_explored(given: dict[str, Any], said: str) -> None:
    """A wrong argument is an error that shows it."""
    with pytest.raises(UsageError) as caught:
        explore(scenarios.in_order, **given)
    assert said in str(caught.value)


def test_what_is_no_scenario() -> None:
    """A coroutine in the place of its function, and a function that is not async, are explained."""
    made = scenarios.in_order()
    with pytest.raises(UsageError, match="a scenario is an async function without arguments"):
        explore(made)  # type: ignore[arg-type] # the mistake
    made.close()
    with pytest.raises(UsageError, match="the scenario returned 7, which can't be awaited"):
        explore(lambda: 7)  # type: ignore[arg-type,return-value] # the mistake


@pytest.mark.parametrize("word", ["ap1.AAAA.npU95w", "luck:ap1.AAAA.npU95w"])
def test_what_is_no_schedule(word: str) -> None:
    """A schedule without its rung is an error that says so."""
    with pytest.raises(UsageError, match="is no rung of a schedule; copy the whole line"):
        replay(scenarios.in_order, word)


def test_a_replay_that_ends_well() -> None:
    """Replaying a run that does not fail raises nothing."""
    replay(scenarios.in_order, "stock:ap1.AAAA.npU95w")


def test_what_does_not_fail_again() -> None:
    """A failure that the same choices don't bring back is told, without a line that would be a lie."""
    runs = []

    async def now_and_then() -> None:
        runs.append(None)
        assert len(runs) != 2

    failure = explore(now_and_then, runs=20).failure
    assert failure is not None
    assert not failure.repeats
    assert "no replay: the same choices made again, it did not fail" in str(failure)
    assert failure.schedule not in str(failure)


def test_several_causes() -> None:
    """Failures of different causes are all told, the lowest rung first."""

    async def two() -> None:
        await scenarios.lost_slot()
        await scenarios.inversion()

    result = explore(two, runs=600)
    rungs = [failure.rung for failure in result.failures]
    assert set(rungs) >= {Rung.LATENCY, Rung.CANCEL}
    assert rungs == sorted(rungs, key=list(Rung).index)


def test_a_fault_is_found_where_it_is_asked_for() -> None:
    """Whoever asks for faults is told what failed, where, and gets a line that does it again; nobody else."""
    assert explore(scenarios.stays_busy, runs=200).failures == []
    failure = explore(scenarios.stays_busy, runs=200, faults=True).failure
    assert failure is not None
    assert failure.rung is Rung.FAULT
    assert "-- looking up 'bank.example': no answer from the name server --" in failure.story
    assert failure.schedule.startswith("fault:")
    for _ in range(2):
        with pytest.raises(AssertionError, match="busy for ever"):
            replay(scenarios.stays_busy, failure.schedule)


def test_two_faults_in_a_run() -> None:
    """What survives one fault may not survive two."""
    assert explore(scenarios.tries_twice, runs=300, rungs=["fault"]).failures == []
    failure = explore(scenarios.tries_twice, runs=300, rungs=["fault"], faults=2).failure
    assert failure is not None
    assert failure.schedule.startswith("fault+2:")
    with pytest.raises(AssertionError, match="gave up"):
        replay(scenarios.tries_twice, failure.schedule)


def test_who_says_what_has_failed_is_not_flagged() -> None:
    """An error of the outside may end a run; a task that dies of it unseen is told."""
    result = explore(scenarios.says_what_failed, rungs=["fault"])
    assert result.failures == []
    assert result.runs > 5
    assert result.climbs[0].complete
    failure = explore(scenarios.fails_unseen, rungs=["fault"]).failure
    assert failure is not None
    assert "Task exception was never retrieved: gaierror" in str(failure.exception)


def test_ctrl_c_keeps_what_was_found() -> None:
    """Who stops an exploration gets what was found by then, rung by rung; it is still a Ctrl-C."""
    runs: list[None] = []

    async def long() -> None:
        runs.append(None)
        if len(runs) > 25:
            raise KeyboardInterrupt
        await scenarios.in_order()

    with pytest.raises(KeyboardInterrupt) as caught:
        explore(long)
    assert isinstance(caught.value, Interrupted)
    result = caught.value.result
    assert result.failure is None
    assert sum(climb.runs for climb in result.climbs) == 25
    assert result.climbs[-1].complete is False
    assert "no failure in" in str(caught.value)


def test_progress_is_told() -> None:
    """Who watches hears of every run."""
    heard: list[tuple[str, int]] = []
    result = explore(
        scenarios.inversion,
        runs=60,
        progress=Progress(lambda so_far: heard.append((so_far.rung, so_far.runs))),
    )
    assert [runs for _, runs in heard] == list(range(1, sum(climb.runs for climb in result.climbs) + 1))
    assert heard[0][0] == "stock"


@pytest.mark.skipif(sys.version_info < (3, 11), reason="asyncio tells it as of any task before that")
def test_a_server_whose_client_is_gone_is_not_flagged() -> None:
    """A handler of `start_server` may end with the error of its connection; with another one it may not."""

    async def talk(what: Any) -> None:
        over = asyncio.Event()

        async def handle(reader: Any, writer: Any) -> None:
            try:
                await what(reader, writer)
            finally:
                over.set()

        async with await asyncio.start_server(handle, "127.0.0.1", 7000):
            reader, writer = await asyncio.open_connection("127.0.0.1", 7000)
            writer.write(b"hello\n")
            await reader.readline()
            writer.close()
            await over.wait()

    async def echo(reader: Any, writer: Any) -> None:
        while line := await reader.readline():
            writer.write(line)
        writer.close()

    async def confused(reader: Any, writer: Any) -> None:
        try:
            await echo(reader, writer)
        except OSError:
            [].pop()  # what is no error of the connection

    assert not explore(lambda: talk(echo), rungs=["fault"], runs=200).failures
    found = explore(lambda: talk(confused), rungs=["fault"], runs=200).failure
    assert found is not None
    assert "IndexError" in str(found.exception)


@pytest.mark.parametrize(("keeps", "found"), [(True, ["Deadlock"]), (False, [])])
def test_who_is_gathered_with_a_cancelled_task_goes_on(keeps: bool, found: list[str]) -> None:
    """A gather that hears of a cancellation waits no longer; that the others are stuck is seen."""

    async def scenario() -> None:
        lock = asyncio.Lock()

        async def use() -> None:
            await lock.acquire()
            try:
                await asyncio.sleep(0.1)
            finally:
                if not keeps:
                    lock.release()
            if keeps:
                lock.release()

        await asyncio.gather(use(), use())

    result = asyncproof.explore(scenario, rungs=["cancel"], runs=100)
    assert [type(failure.exception).__name__ for failure in result.failures] == found
    for failure in result.failures:
        with pytest.raises(Deadlock, match="use waits for Lock `lock`"):
            asyncproof.replay(scenario, failure.schedule)


def test_partners_that_are_gathered_need_each_other() -> None:
    """Who waits for a task that was cancelled, and for nothing that it has kept, waits with every right."""

    async def scenario() -> None:
        queue: asyncio.Queue[int] = asyncio.Queue()

        async def put() -> None:
            await asyncio.sleep(0.1)
            queue.put_nowait(1)

        await asyncio.gather(put(), queue.get())

    assert asyncproof.explore(scenario, rungs=["cancel"], runs=100).failures == []
