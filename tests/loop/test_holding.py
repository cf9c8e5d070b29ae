from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import asyncproof
from asyncproof.loop import Policy
from asyncproof.loop.choosers import FirstChooser, RandomChooser

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def test_a_replay_asks_the_same() -> None:
    """A schedule with such answers is a run as any other."""
    loop = asyncproof.ControlledLoop(chooser=RandomChooser(3), policy=SLOW)
    first = loop.run_until_complete(starts())
    schedule = asyncproof.Schedule.from_text(loop.schedule.to_text())
    loop.close()
    assert {choice.kind for choice in schedule} >= {"latency"}
    from asyncproof.loop.choosers import ReplayChooser

    assert asyncproof.run(starts(), chooser=ReplayChooser(schedule), policy=SLOW) == first
