from __future__ import annotations

import asyncio
import threading
import time
from contextlib import suppress
from typing import Any

import pytest

import asyncproof
from asyncproof import Deadlock, Limits, Livelock
from asyncproof.loop import FirstChooser
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

    with pytest.raises(Livelock, match=r"only periodic timers run: the clock moved 1,000 times(.|\n)*beat"):
        asyncproof.run(main(), limits=Limits(jumps=500))


def test_a_long_sleep_beside_a_ticker_is_no_livelock() -> None:
    """A main task that sleeps a day is not stuck because something else ticks every second of it."""

    async def main() -> float:
        async def tick() -> None:
            while True:
                await asyncio.sleep(1)

        ticking = asyncio.create_task(tick())
        await asyncio.sleep(1000)
        ticking.cancel()
        return asyncio.get_running_loop().time()

    assert asyncproof.run(main(), limits=Limits(jumps=100)) == 1000


def test_a_timer_in_the_far_future_hides_a_deadlock_only_for_a_while() -> None:
    """Nobody waits for a timer of next year while only a heartbeat runs."""

    async def main() -> None:
        asyncio.get_running_loop().call_later(365 * 86_400, int)

        async def beat() -> None:
            while True:
                await asyncio.sleep(1)

        heart = asyncio.create_task(beat())
        await for_ever()
        await heart

    with pytest.raises(Livelock, match="only periodic timers run"):
        asyncproof.run(main(), limits=Limits(jumps=100))


def test_unwinding_a_task_that_swallows_its_cancellation_ends_beside_a_heartbeat() -> None:
    """A periodic timer of somebody else's does not keep a stuck run from being reported."""
    loop = asyncproof.ControlledLoop(limits=Limits(jumps=100))

    async def beat() -> None:
        while True:
            await asyncio.sleep(60)

    async def stubborn() -> None:
        while not gone:
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()

    async def start() -> asyncio.Task[None]:
        return asyncio.create_task(beat())

    gone: list[bool] = []
    heart = loop.run_until_complete(start())
    with pytest.raises(Livelock, match="did not end"):
        loop.run_until_complete(stubborn())
    gone.append(True)
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.run_until_complete(asyncio.gather(heart, return_exceptions=True))
    loop.close()


def test_a_main_task_that_moves_on_may_jump_as_often_as_it_likes() -> None:
    """Jumps are counted only while the main task waits for the same thing."""

    async def main() -> float:
        for _ in range(500):
            await asyncio.sleep(1)
        return asyncio.get_running_loop().time()

    assert asyncproof.run(main(), limits=Limits(jumps=10)) == 500


def test_a_main_task_that_polls_does_not_move_on() -> None:
    """It asks for one and the same thing again and again, and nobody changes it."""

    async def main() -> None:
        results: list[int] = []
        while len(results) < 3:
            await asyncio.sleep(0.01)

    with pytest.raises(Livelock, match="or asks for it again and again"):
        asyncproof.run(main(), limits=Limits(jumps=10))


def test_polling_for_what_comes_is_no_livelock() -> None:
    """As long as there is more of it each time."""

    async def main() -> int:
        results: list[int] = []

        async def work() -> None:
            for number in range(100):
                await asyncio.sleep(0.1)
                results.append(number)

        task = asyncio.create_task(work())
        while len(results) < 100:
            await asyncio.sleep(0.01)
        await task
        return len(results)

    assert asyncproof.run(main(), limits=Limits(jumps=50)) == 100


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


def test_patience_does_not_begin_anew_at_every_timer() -> None:
    """Silent work is given up after its real time, however many timers fire meanwhile."""
    loop = asyncproof.ControlledLoop(limits=Limits(patience=0.01))
    outside = Outside(loop, 10**9, certain=False)
    waits: list[bool] = []
    wait_for_work = loop._wait_for_work

    def counted(due: int | None) -> bool:
        waits.append(not loop._given_up)
        return wait_for_work(due)

    loop._wait_for_work = counted

    async def main() -> float:
        outside.done = loop.create_future()
        for _ in range(200):
            await asyncio.sleep(0.001)
        return loop.time()

    assert loop.run_until_complete(main()) == 0.2
    assert waits.count(True) < 100
    loop.close()


def test_a_thread_that_calls_in_is_waited_for_anew() -> None:
    """News from a thread reset its patience, and only its own."""
    loop = asyncproof.ControlledLoop()

    async def main() -> dict[object, float]:
        done = loop.create_future()
        natives: list[int] = []

        def call_in() -> None:
            natives.append(threading.get_native_id())
            loop._waited_since = {("thread", natives[0]): 1.0, "other": 2.0}
            loop.call_soon_threadsafe(done.set_result, None)

        thread = threading.Thread(target=call_in)
        thread.start()
        thread.join()
        waited = dict(loop._waited_since)
        await done
        return waited

    assert loop.run_until_complete(main()) == {"other": 2.0}
    loop.close()


def test_a_wait_never_begins_when_something_is_ready() -> None:
    """A thread may have called in just before it could see that the loop blocks: then it has not woken it."""
    loop = asyncproof.ControlledLoop()
    handle = loop.call_soon(int)
    loop._poll(None)
    assert list(loop._ready) == [handle]
    loop.close()


def call_when_blocked(loop: asyncproof.ControlledLoop, callback: Any) -> threading.Thread:
    """Start a thread that calls in, once, as soon as the loop blocks."""

    def work() -> None:
        while not loop._blocked:
            time.sleep(0)
        loop.call_soon_threadsafe(callback)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_a_loop_that_just_runs_is_woken_by_a_thread_from_before() -> None:
    """What wakes the loop up is no event of its own: only the call is seen, and nothing is left to do."""
    loop = asyncproof.ControlledLoop(chooser=FirstChooser())
    thread = call_when_blocked(loop, loop.stop)
    loop.run_forever()
    thread.join()
    assert (loop.steps, list(loop._ready), list(loop._arrivals)) == (1, [], [])
    loop.close()


def test_a_thread_from_before_the_run_may_still_call_in() -> None:
    """A deadlock is no deadlock while somebody else's thread is at work; time stands still meanwhile."""
    loop = asyncproof.ControlledLoop()
    came = asyncio.Event()
    thread = call_when_blocked(loop, came.set)
    loop.run_until_complete(came.wait())
    thread.join()
    assert loop.time() == 0
    loop.close()
