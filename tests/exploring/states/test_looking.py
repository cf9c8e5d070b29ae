from __future__ import annotations

import asyncio
import pickle
import threading
from typing import TYPE_CHECKING

from asyncproof.exploring.running import Runner
from asyncproof.exploring.states.looking import LookingPrefix
from asyncproof.exploring.states.roots import Moments
from asyncproof.loop import Policy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path


async def three_tasks() -> None:
    """Have three tasks that yield twice."""

    async def work() -> None:
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    await asyncio.gather(work(), work(), work())


def run(scenario: Callable[[], Awaitable[None]], chooser: LookingPrefix) -> LookingPrefix:
    """Run something under a chooser that looks."""
    runner = Runner(scenario)
    with runner.many_runs():
        outcome = runner.run(chooser, Policy(latency=True))
    assert outcome.error is None
    return chooser


def test_a_state_is_noted_for_each_question_that_is_new() -> None:
    """Those that were answered before are known."""
    whole = run(three_tasks, LookingPrefix([])).seen
    rest = run(three_tasks, LookingPrefix([0, 0, 0])).seen
    assert list(whole.states) == list(range(len(whole.states)))
    assert {number: state for number, state in whole.states.items() if number >= 3} == rest.states


def test_after_a_known_state_nobody_looks() -> None:
    """What comes after it is known as well."""
    states = run(three_tasks, LookingPrefix([])).seen.states
    again = run(three_tasks, LookingPrefix([], Moments.TOLD, {states[2]})).seen
    assert list(again.states) == [0, 1, 2]


def test_in_a_circle_nobody_looks_on_and_on() -> None:
    """A state that the run itself was in before is a known one."""

    async def circle() -> None:
        event = asyncio.Event()
        asyncio.get_running_loop().call_later(1, event.set)
        while not event.is_set():
            await asyncio.sleep(0)

    chooser, runner = LookingPrefix([]), Runner(circle)
    runner.most_steps = 100
    with runner.many_runs():
        asked = len(runner.run(chooser, Policy(latency=True)).schedule)
    *states, last = chooser.seen.states.values()
    assert len(states) < 10 < asked
    assert last in states
    assert len(set(states)) == len(states)


def test_after_what_can_not_be_seen_into_nobody_looks() -> None:
    """It is noted what that is."""

    async def scenario() -> None:
        local = threading.local()
        await three_tasks()
        del local

    seen = run(scenario, LookingPrefix([])).seen
    assert (seen.states, seen.hidden) == ({}, "_thread._local")


def test_what_is_changed_outside_is_noticed(tmp_path: Path) -> None:
    """A file may be read by others later; one that was written before the run began is the same for all."""
    path = tmp_path / "a.txt"

    async def scenario() -> None:
        await three_tasks()
        path.write_text("a")
        await three_tasks()

    path.write_text("")
    seen = run(scenario, LookingPrefix([])).seen
    assert seen.states
    assert str(path) in seen.hidden


def test_it_says_whether_moments_matter() -> None:
    """They do where something is called while others may come."""

    async def locked() -> None:
        lock = asyncio.Lock()

        async def work() -> None:
            async with lock:
                await asyncio.sleep(0)

        await asyncio.gather(work(), work(), three_tasks())

    assert not run(three_tasks, LookingPrefix([])).seen.moments_matter
    assert run(locked, LookingPrefix([])).seen.moments_matter


def test_in_another_process_it_begins_with_its_answers() -> None:
    """What is known here is not sent along."""
    chooser = LookingPrefix([0, 1], Moments.LEFT_OUT, {b"known"})
    there = pickle.loads(pickle.dumps(chooser))
    assert (
        run(three_tasks, there).seen.states
        == run(three_tasks, LookingPrefix([0, 1], Moments.LEFT_OUT)).seen.states
    )
