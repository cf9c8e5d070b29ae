from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

import asyncproof
from asyncproof import Deadlock, Limits, Livelock
from asyncproof.loop.real.work import Work


async def for_ever() -> None:
    """Wait for what never comes."""
    await asyncio.Event().wait()


def test_nothing_left_to_happen_is_a_deadlock_at_once() -> None:
    """With nothing ready, no timer and nothing outstanding the run fails and names the waiting line."""
    with pytest.raises(Deadlock, match=r"nothing can happen any more(.|\n)*Event(.|\n)*test_idling.py"):
        asyncproof.run(for_ever())


def test_a_deadlock_in_real_time_is_found_too() -> None:
    """A loop in real time does not hang either when nothing can happen any more."""
    with pytest.raises(Deadlock, match="nothing can happen any more"):
        asyncproof.run(for_ever(), virtual=False)


def test_real_time_passes_on_a_loop_in_real_time() -> None:
    """With virtual=False a sleep lasts, by the loop's own clock, at least as long as it says."""

    async def main() -> float:
        loop = asyncio.get_running_loop()
        before = loop.time()
        await asyncio.sleep(0.002)
        return loop.time() - before

    assert asyncproof.run(main(), virtual=False) >= 0.002


def test_periodic_timers_do_not_hide_a_deadlock() -> None:
    """A heartbeat that goes on for ever is no progress of a main task that waits for one thing."""

    async def main() -> None:
        async def beat() -> None:
            while True:
                await asyncio.sleep(30)

        heart = asyncio.create_task(beat())
        await for_ever()
        await heart

    with pytest.raises(Livelock, match=r"only periodic timers run: the clock moved 500 times(.|\n)*beat"):
        asyncproof.run(main(), limits=Limits(jumps=500))


def test_a_main_task_that_moves_on_may_jump_as_often_as_it_likes() -> None:
    """Jumps are counted only while the main task waits for the same thing."""

    async def main() -> float:
        for _ in range(500):
            await asyncio.sleep(1)
        return asyncio.get_running_loop().time()

    assert asyncproof.run(main(), limits=Limits(jumps=10)) == 500


class Outside:
    """Something real that a loop is told of: outstanding for so many looks, certain or not."""

    def __init__(self, loop: Any, looks: int, *, certain: bool) -> None:
        self.loop, self.left, self.certain = loop, looks, certain
        loop._work_quiet = lambda: False
        loop._work_outstanding = self.look

    def look(self) -> list[Work]:
        self.left -= 1
        if self.left == 0:
            self.loop.call_soon(self.done.set_result, "done")
        return [Work("a pigeon", "pigeon", self.certain)] if self.left > 0 else []

    async def fly(self) -> str:
        self.done = self.loop.create_future()
        return await self.done


def test_the_clock_stands_still_while_real_work_is_outstanding() -> None:
    """A timeout of virtual seconds does not fire while somebody real is at work."""
    loop = asyncproof.ControlledLoop()
    outside = Outside(loop, 5, certain=True)

    async def main() -> tuple[str, float]:
        return await asyncio.wait_for(outside.fly(), 5), loop.time()

    assert loop.run_until_complete(main()) == ("done", 0)
    loop.close()


@pytest.mark.parametrize(("certain", "limits"), [(False, Limits(patience=0.001)), (True, Limits(hang=0.001))])
def test_work_that_stays_silent_is_given_up_and_named(certain: bool, limits: Limits) -> None:
    """After the limit of real time the work no longer holds the run, and the deadlock says so."""
    loop = asyncproof.ControlledLoop(limits=limits)
    outside = Outside(loop, 10**9, certain=certain)
    with pytest.raises(Deadlock, match=r"a pigeon \(no news for 0 real seconds\)"):
        loop.run_until_complete(outside.fly())
    loop.close()


def test_real_work_never_makes_a_timer_later_than_on_a_stock_loop() -> None:
    """Waiting for real work ends when the next timer would have fired in real time."""
    loop = asyncproof.ControlledLoop()
    outside = Outside(loop, 10**9, certain=True)

    async def main() -> str:
        try:
            return await asyncio.wait_for(outside.fly(), 0.01)
        except asyncio.TimeoutError:
            return f"timeout at {loop.time()}"

    assert loop.run_until_complete(main()) == "timeout at 0.01"
    loop.close()


def test_a_call_from_a_thread_is_not_missed_between_two_looks() -> None:
    """Threads that report at any moment are always heard; the clock does not move before they are."""

    async def main() -> tuple[int, float]:
        loop = asyncio.get_running_loop()
        heard = 0
        for _ in range(200):
            future = loop.create_future()
            thread = threading.Thread(target=loop.call_soon_threadsafe, args=(future.set_result, 1))
            thread.start()
            heard += await asyncio.wait_for(future, 5)
            thread.join()
        return heard, loop.time()

    assert asyncproof.run(main()) == (200, 0)
