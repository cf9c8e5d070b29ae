from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import asyncproof
from asyncproof.exploring.outcome import Outcome
from asyncproof.exploring.running import Runner
from asyncproof.exploring.strategies.depth_first import DepthFirst, Prefix
from asyncproof.loop import Policy
from asyncproof.loop.choosers import FirstChooser, RandomChooser, ReplayChooser
from asyncproof.loop.handle import has_not_begun, task_of
from tests.laws.programs import program

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

SLOW = Policy(latency=True)


async def starts() -> list[str]:
    """Start three tasks, one of which yields, and log what they do."""
    log: list[str] = []

    async def step(name: str, *, twice: bool = False) -> None:
        log.append(name)
        if twice:
            await asyncio.sleep(0)
            log.append(f"{name}2")

    waker = asyncio.get_running_loop().create_future()

    async def wait() -> None:
        await waker
        log.append("woken")

    waiting = asyncio.ensure_future(wait())
    await asyncio.sleep(0)
    tasks = [asyncio.ensure_future(step("a", twice=True))]
    waker.set_result(None)
    tasks.append(asyncio.ensure_future(step("b")))
    await asyncio.gather(waiting, *tasks)
    return log


def test_the_first_answer_is_what_stock_asyncio_does() -> None:
    """Whoever never says "later" gets the order of a stock loop."""
    assert asyncproof.run(starts(), chooser=FirstChooser(), policy=SLOW) == asyncio.run(starts())


def test_starts_and_yields_may_come_later() -> None:
    """Starts and bare yields take any order, but each task keeps its own."""
    found = {tuple(asyncproof.run(starts(), chooser=RandomChooser(seed), policy=SLOW)) for seed in range(200)}
    assert len(found) > 4
    assert all(log.index("a") < log.index("a2") for log in found)


class Later:
    """Lets everything come as late as it can."""

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Say "later" where that is an answer."""
        return len(options) - 1 if "later" in options or kind == "time" else 0


def test_sleeps_may_take_longer() -> None:
    """A sleep that is over may be noticed after a later one, but only within the slack."""

    async def race(gap: float) -> list[str]:
        log: list[str] = []

        async def nap(name: str, seconds: float) -> None:
            await asyncio.sleep(seconds)
            log.append(name)

        await asyncio.gather(nap("short", 1), nap("long", 1 + gap))
        return log

    found = {
        (gap, *asyncproof.run(race(gap), chooser=RandomChooser(seed), policy=SLOW))
        for gap in (0.5, 5)
        for seed in range(60)
    }
    assert found == {(0.5, "short", "long"), (0.5, "long", "short"), (5, "short", "long")}


def test_wake_ups_keep_their_order() -> None:
    """Who waits for futures is woken in their order, whatever may take longer."""

    async def woken() -> list[int]:
        log: list[int] = []
        loop = asyncio.get_running_loop()
        futures = [loop.create_future() for _ in range(3)]

        async def wait(number: int) -> None:
            await futures[number]
            log.append(number)

        tasks = [asyncio.ensure_future(wait(number)) for number in range(3)]
        await asyncio.sleep(5)  # all have begun, however late
        for future in futures:
            future.set_result(None)
        await asyncio.gather(*tasks)
        return log

    assert {tuple(asyncproof.run(woken(), chooser=RandomChooser(n), policy=SLOW)) for n in range(50)} == {
        (0, 1, 2)
    }
    assert asyncproof.run(woken(), chooser=Later(), policy=SLOW) == [0, 1, 2]


def orders(scenario: Callable[[], Coroutine[Any, Any, list[str]]], policy: Policy) -> list[str]:
    """Run a scenario in all ways there are, and return what each run logs."""
    search, found = DepthFirst(), []
    while not search.exhausted:
        loop = asyncproof.ControlledLoop(chooser=search.chooser(), policy=policy)
        found.append("".join(loop.run_until_complete(scenario())))
        search.learn(Outcome(loop.schedule, None, loop.steps, []))
        loop.close()
    return found


@pytest.mark.parametrize(("yields", "number"), [((1, 1), 6), ((2, 2), 20), ((1, 1, 1), 90), ((3, 1), 15)])
def test_no_run_is_made_twice(yields: tuple[int, ...], number: int) -> None:
    """Tasks that only yield run in each order that there is, and in each of them once."""

    async def main() -> list[str]:
        log: list[str] = []

        async def work(name: str, times: int) -> None:
            for _ in range(times):
                log.append(name)
                await asyncio.sleep(0)
            log.append(name)

        await asyncio.gather(*(work(name, times) for name, times in zip("ABC", yields, strict=False)))
        return log

    found = orders(main, SLOW)
    assert len(found) == len(set(found)) == number


async def an_arrival_and_a_timer() -> list[str]:
    """Have something arrive while a timer is due, each of which calls something."""
    log: list[str] = []
    loop: Any = asyncio.get_running_loop()

    def note(name: str) -> None:
        log.append(name)
        loop.call_soon(log.append, name.lower())

    loop.call_later(0, note, "T")
    loop.arrive("somebody", note, "A")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return log


def test_what_arrives_comes_before_the_timers_or_after_what_they_call() -> None:
    """A stock loop asks the system what has arrived, then looks at its timers, and then runs both."""
    assert set(orders(an_arrival_and_a_timer, Policy())) == {"ATat", "TtAa", "TtA", "Tt"}


def test_who_stops_answering_loses_no_task() -> None:
    """If a chooser raises, what it was asked about is still there, and ends with the run."""

    class Tired:
        def choose(self, kind: str, options: Sequence[object]) -> int:
            raise ValueError("no more")

    tasks = []

    async def main() -> None:
        tasks.extend(asyncio.ensure_future(asyncio.sleep(0)) for _ in range(2))
        await asyncio.gather(*tasks)

    with pytest.raises(ValueError, match="no more"):
        asyncproof.run(main(), chooser=Tired(), policy=SLOW)
    assert [task.cancelled() for task in tasks] == [True, True]


def test_a_replay_asks_the_same() -> None:
    """A schedule with such answers is a run as any other."""
    loop = asyncproof.ControlledLoop(chooser=RandomChooser(3), policy=SLOW)
    first = loop.run_until_complete(starts())
    schedule = asyncproof.Schedule.from_text(loop.schedule.to_text())
    loop.close()
    assert {choice.kind for choice in schedule} >= {"latency"}
    assert asyncproof.run(starts(), chooser=ReplayChooser(schedule), policy=SLOW) == first


class Starts:
    """Passes questions on, and notes whether an answer lets something overtake a task that has not begun."""

    def __init__(self, chooser: Prefix) -> None:
        self._chooser = chooser
        self.overtaken = False

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Answer as the other does."""
        picked = self._chooser.choose(kind, options)
        waiting = [task_of(one) for one in options[:picked] if isinstance(one, asyncio.Handle)]
        self.overtaken |= any(task is not None and has_not_begun(task) for task in waiting)
        return picked


def ways(seed: int, policy: Policy) -> dict[str, bool]:
    """Return how a random program can end, each with whether the start of a task was overtaken."""
    scenario, search, found = program(seed), DepthFirst(), {}
    runner = Runner(scenario)
    with runner.many_runs():
        while not search.exhausted:
            starts = Starts(search.chooser())
            search.learn(runner.run(starts, policy))
            found[str(scenario.log)] = starts.overtaken
    return found


@pytest.mark.parametrize("seed", [4, 12])
def test_starts_that_keep_their_place(seed: int) -> None:
    """Where starts do not come later, nothing overtakes one, and far fewer ways are left of all there are."""
    every, kept = ways(seed, SLOW), ways(seed, replace(SLOW, starts=False))
    assert not any(kept.values())
    assert any(every.values())
    assert kept.keys() <= every.keys()
    assert 1 < len(kept) <= len(every) / 2


def test_the_yield_by_which_a_test_lets_tasks_begin() -> None:
    """Where starts keep their place, so do bare yields of the main task; others may take longer."""

    async def main() -> list[str]:
        log: list[str] = []

        async def work() -> None:
            log.append("b")
            await asyncio.sleep(0)
            log.append("w")

        task = asyncio.ensure_future(work())
        timer = asyncio.get_running_loop().call_later(0.1, log.append, "t")
        await asyncio.sleep(0)
        log.append("M")
        await task
        timer.cancel()
        return log

    in_place = {"bMw", "bMtw", "bMwt"}
    assert set(orders(main, replace(SLOW, starts=False))) == in_place
    assert set(orders(main, SLOW)) > in_place | {"bwM", "Mbw"}
