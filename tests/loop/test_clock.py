from __future__ import annotations

import asyncio
from typing import Any

import pytest

import asyncproof
from asyncproof.core import Deadlock, UsageError


def clock() -> asyncproof.VirtualClock:
    """Return the clock of the running loop."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, asyncproof.ControlledLoop)
    return loop.clock


async def tick(log: list[float], every: float = 1) -> None:
    """Note the time every so often."""
    while True:
        await asyncio.sleep(every)
        log.append(clock().now)


def test_time_starts_at_zero_and_jumps_to_what_is_next() -> None:
    """A sleep of an hour takes exactly an hour of virtual time."""

    async def main() -> tuple[float, float, int]:
        before = clock().now
        await asyncio.sleep(3600.5)
        return before, clock().now, clock().now_ns

    assert asyncproof.run(main()) == (0, 3600.5, 3_600_500_000_000)


def test_the_origin_can_be_set() -> None:
    """After `mark_origin` the clock counts from zero again, while the loop's own time goes on."""

    async def main() -> tuple[float, float]:
        await asyncio.sleep(5)
        clock().mark_origin()
        await asyncio.sleep(2)
        return clock().now, asyncio.get_running_loop().time()

    assert asyncproof.run(main()) == (2, 7)


def test_advance_runs_everything_on_the_way_at_its_own_time() -> None:
    """Timers that come due while time is advanced run in order, each when it is due."""

    async def main() -> tuple[list[float], float]:
        log: list[float] = []
        ticking = [asyncio.create_task(tick(log)), asyncio.create_task(tick(log, 1.5))]
        await clock().advance(3.2)
        now = clock().now
        for task in ticking:
            task.cancel()
        return log, now

    assert asyncproof.run(main()) == ([1, 1.5, 2, 3, 3], 3.2)


def test_advance_includes_what_is_due_at_its_end() -> None:
    """What comes due exactly when the time is up has run, and all that follows from it without time."""

    async def main() -> list[str]:
        log = []

        async def chain() -> None:
            await asyncio.sleep(2)
            log.append("due")
            await asyncio.sleep(0)
            log.append("after")

        task = asyncio.create_task(chain())
        await clock().advance(2)
        seen = list(log)
        await task
        return seen

    assert asyncproof.run(main()) == ["due", "after"]


def test_advancing_by_nothing_settles() -> None:
    """`advance(0)` runs what is due now and moves nothing."""

    async def main() -> tuple[list[float], float]:
        log: list[float] = []
        task = asyncio.create_task(tick(log))
        await clock().advance(0)
        task.cancel()
        return log, clock().now

    assert asyncproof.run(main()) == ([], 0)


def test_settle_runs_all_that_needs_no_time() -> None:
    """After `settle` nothing but timers is left, however long the chain of steps was."""

    async def main() -> tuple[int, float]:
        steps = 0

        async def walk() -> None:
            nonlocal steps
            for _ in range(50):
                await asyncio.sleep(0)
                steps += 1
            await asyncio.sleep(1)
            steps = -1

        task = asyncio.create_task(walk())
        await clock().settle()
        seen = steps, clock().now
        task.cancel()
        return seen

    assert asyncproof.run(main()) == (50, 0)


def test_two_tasks_may_settle_at_once() -> None:
    """Each of them goes on when nothing else can, one after the other."""

    async def main() -> float:
        await asyncio.gather(clock().settle(), clock().settle(), clock().advance(1))
        return clock().now

    assert asyncproof.run(main()) == 1


def test_a_settle_that_was_cancelled_does_no_harm() -> None:
    """Nobody waits for an idle moment in vain because another's wait was cancelled."""

    async def main() -> None:
        task = asyncio.create_task(clock().settle())
        await asyncio.sleep(0)
        task.cancel()
        await clock().settle()

    asyncproof.run(main())


def test_a_frozen_clock_moves_only_by_advance() -> None:
    """Within `freeze()` a sleep is over only when the test has advanced the clock."""

    async def main() -> tuple[list[float], bool, bool]:
        log: list[float] = []
        task = asyncio.create_task(tick(log))
        with clock().freeze() as frozen:
            inside = frozen.frozen
            await clock().advance(1.5)
        task.cancel()
        return log, inside, clock().frozen

    assert asyncproof.run(main()) == ([1.0], True, False)


def test_waiting_on_a_frozen_clock_is_a_deadlock_that_says_so() -> None:
    """Who sleeps while the clock is frozen, and nobody advances it, is told why nothing happens."""

    async def main() -> None:
        with clock().freeze():
            await asyncio.sleep(5)

    with pytest.raises(Deadlock, match="the clock is frozen, and the next timer is 5 s away"):
        asyncproof.run(main())


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf"), "5", None])
def test_time_does_not_go_back(seconds: Any) -> None:
    """Advancing by less than nothing is refused with the value in the message."""

    async def main() -> None:
        await clock().advance(seconds)

    with pytest.raises(UsageError, match=rf"clock.advance\({seconds!r}\): time cannot go back"):
        asyncproof.run(main())


@pytest.mark.parametrize("name", ["advance", "settle", "freeze"])
def test_a_real_clock_cannot_be_moved(name: str) -> None:
    """On a loop in real time each way to move the clock says that virtual time is needed."""

    async def main() -> None:
        if name == "advance":
            await clock().advance(1)
        elif name == "settle":
            await clock().settle()
        else:
            with clock().freeze():
                pass

    with pytest.raises(UsageError, match=rf"clock.{name}\(\) needs virtual time"):
        asyncproof.run(main(), virtual=False)


def test_it_shows_the_time() -> None:
    """The repr has the time, and whether it stands still."""

    async def main() -> tuple[str, str]:
        await asyncio.sleep(1.5)
        with clock().freeze():
            return repr(clock()), str(clock().frozen)

    assert asyncproof.run(main()) == ("<VirtualClock now=1.5 frozen>", "True")


def test_two_that_advance_at_once_each_end_at_their_own_time() -> None:
    """The shorter of two advances is over when its time is, whoever began first."""

    async def main() -> list[tuple[int, float]]:
        async def advance(seconds: int) -> tuple[int, float]:
            await clock().advance(seconds)
            return seconds, clock().now

        return await asyncio.gather(advance(5), advance(3), advance(4))

    assert asyncproof.run(main()) == [(5, 5), (3, 3), (4, 4)]
