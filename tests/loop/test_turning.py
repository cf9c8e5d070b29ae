from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import Sequence

import pytest

import asyncproof
from asyncproof import Chooser, Limits, Livelock, Policy, Schedule, Trace, UsageError
from asyncproof.loop import REORDER, ControlledLoop, FirstChooser, RandomChooser, ReplayChooser


async def busy(log: list[object], seed: int) -> None:
    """Do, with locks, queues, events, callbacks, gathers and bare yields, what *seed* says."""
    draw = random.Random(seed)
    loop = asyncio.get_running_loop()
    locks = [asyncio.Lock() for _ in range(2)]
    queue: asyncio.Queue[int] = asyncio.Queue(2)
    event = asyncio.Event()

    async def worker(name: int, plan: list[int]) -> None:
        for number, what in enumerate(plan):
            log.append((name, number))
            if what == 0:
                await asyncio.sleep(0)
            elif what in (1, 2):
                async with locks[what - 1]:
                    await asyncio.sleep(0)
            elif what == 3:
                loop.call_soon(log.append, ("called", name, number))
            elif what == 4:
                await queue.put(number)
                log.append(("got", await queue.get()))
            elif what == 5:
                event.set()
                await event.wait()
            else:
                await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))

    await asyncio.gather(*(worker(name, [draw.randrange(7) for _ in range(6)]) for name in range(4)))


@pytest.mark.parametrize("chooser", [None, FirstChooser()])
def test_without_anybody_to_choose_the_order_is_that_of_asyncio(chooser: Chooser | None) -> None:
    """Two hundred random programs log exactly what they log on a stock loop."""
    for seed in range(200):
        ours: list[object] = []
        stock: list[object] = []
        asyncproof.run(busy(ours, seed), chooser=chooser)
        asyncio.run(busy(stock, seed))
        assert ours == stock, seed


def traced(seed: int, policy: Policy = REORDER, chooser: Chooser | None = None) -> tuple[Trace, list[object]]:
    """Run a random program under a chooser and return its trace and its log."""
    trace, log = Trace(), []
    asyncproof.run(busy(log, seed), chooser=chooser or RandomChooser(seed), policy=policy, watchers=[trace])
    return trace, log


def test_the_same_schedule_is_the_same_trace() -> None:
    """A run that is replayed from its schedule's text has the same story, step for step."""
    for seed in range(30):
        trace, log = traced(seed)
        schedule = Schedule.from_text(trace.schedule.to_text())
        again, log_again = traced(seed, chooser=ReplayChooser(schedule))
        assert (again.story(), log_again) == (trace.story(), log)


def test_reordering_reaches_other_orders_than_fifo() -> None:
    """Under the wider policy different seeds give different logs of one program."""
    logs = {str(traced(1, chooser=RandomChooser(seed))[1]) for seed in range(10)}
    assert len(logs) > 5


def test_timing_keeps_the_order_of_what_is_ready() -> None:
    """Under the narrow policy a program without time and without the outside runs in one order only."""
    logs = {str(traced(1, policy=Policy(), chooser=RandomChooser(seed))[1]) for seed in range(10)}
    assert len(logs) == 1


def test_a_step_never_overtakes_an_earlier_callback_that_is_not_one() -> None:
    """Even when reordering, what was called before a task was woken has run before the task goes on."""

    async def main() -> list[str]:
        log: list[str] = []
        loop = asyncio.get_running_loop()

        async def step(name: str) -> None:
            log.append(name)

        first = asyncio.ensure_future(step("before"))
        loop.call_soon(log.append, "callback")
        rest = [asyncio.ensure_future(step(name)) for name in "abc"]
        await asyncio.gather(first, *rest)
        return log

    for seed in range(20):
        log = asyncproof.run(main(), chooser=RandomChooser(seed), policy=REORDER)
        assert log[:2] == ["before", "callback"]
        assert sorted(log[2:]) == ["a", "b", "c"]


@pytest.mark.asyncproof(leaks="off")
def test_time_may_pass_while_steps_are_ready_but_only_so_much() -> None:
    """A chooser may let a timer come due before a busy task is done, within the slack and not beyond."""

    async def main(delay: float) -> bool:
        fired = []
        asyncio.get_running_loop().call_later(delay, fired.append, 1)
        for _ in range(3):
            await asyncio.sleep(0)
        return bool(fired)

    def outcomes(delay: float) -> set[bool]:
        return {asyncproof.run(main(delay), chooser=RandomChooser(seed)) for seed in range(20)}

    assert outcomes(0.5) == {True, False}
    assert outcomes(1.5) == {False}
    assert asyncproof.run(main(0.5)) is False


def test_timers_keep_their_deadline_order_under_every_choice() -> None:
    """Whatever the chooser does, a timer never fires before one that is due earlier."""

    async def main() -> list[int]:
        log: list[int] = []
        for delay in (5, 1, 3, 2, 4):
            asyncio.get_running_loop().call_later(delay / 10, log.append, delay)
        for _ in range(10):
            await asyncio.sleep(0.05)
        return log

    for seed in range(20):
        for policy in (Policy(), REORDER):
            log = asyncproof.run(main(), chooser=RandomChooser(seed), policy=policy)
            assert log == sorted(log)


async def two_sources() -> list[str]:
    """Let two sources send two things each, and wait for all."""
    log: list[str] = []
    loop = asyncio.get_running_loop()
    done = asyncio.Event()

    def take(what: str) -> None:
        log.append(what)
        if len(log) == 4:
            done.set()

    for source in "ab":
        for number in "12":
            loop.arrive(source, take, source + number)
    await done.wait()
    return log


def test_arrivals_of_different_sources_come_in_any_order_those_of_one_in_theirs() -> None:
    """All six ways to merge two streams are reached, and no other."""
    logs = {tuple(asyncproof.run(two_sources(), chooser=RandomChooser(seed))) for seed in range(200)}
    assert len(logs) == 6
    for log in logs:
        assert [what for what in log if what[0] == "a"] == ["a1", "a2"]
        assert [what for what in log if what[0] == "b"] == ["b1", "b2"]


def test_real_sockets_that_are_ready_at_once_are_seen_in_any_order() -> None:
    """Which of two readable sockets is served first is the chooser's to say."""

    async def main() -> str:
        loop = asyncio.get_running_loop()
        pairs = [socket.socketpair() for _ in range(2)]
        log: list[str] = []
        done = asyncio.Event()

        def read(index: int) -> None:
            pairs[index][0].recv(1)
            log.append(str(index))
            if len(log) == 2:
                done.set()

        for index, (ours, theirs) in enumerate(pairs):
            theirs.send(b"x")
            loop.add_reader(ours, read, index)
        await done.wait()
        for ours, theirs in pairs:
            loop.remove_reader(ours)
            ours.close()
            theirs.close()
        return "".join(log)

    assert {asyncproof.run(main(), chooser=RandomChooser(seed)) for seed in range(30)} == {"01", "10"}


def test_what_a_chooser_holds_back_comes_in_the_end() -> None:
    """A chooser that always says "later" cannot keep an arrival from a task that polls for it."""

    class Never:
        def choose(self, kind: str, options: Sequence[object]) -> int:
            return len(options) - 1 if kind == "arrival" else 0

    async def main() -> bool:
        arrived: list[int] = []
        asyncio.get_running_loop().arrive("a", arrived.append, 1)
        while not arrived:
            await asyncio.sleep(0)
        return True

    assert asyncproof.run(main(), chooser=Never(), limits=Limits(steps=2000)) is True


@pytest.mark.parametrize("answer", [2, -1, "x", None])
def test_a_chooser_that_answers_nonsense_is_told_so(answer: object) -> None:
    """An answer that was not offered stops the run and names chooser, question and answer."""

    class Odd:
        def choose(self, kind: str, options: Sequence[object]) -> object:
            return answer

    with pytest.raises(UsageError, match=rf"Odd.choose\('ready', options\) returned {answer!r}"):
        asyncproof.run(busy([], 1), chooser=Odd(), policy=REORDER)


def test_a_livelock_names_the_steps_that_repeat() -> None:
    """Steps without end while time stands still fail the run, and say which."""

    async def ping() -> None:
        while True:
            await asyncio.sleep(0)

    with pytest.raises(Livelock, match=r"3,000 steps ran(.|\n)*test_turning.py:\d+ in ping"):
        asyncproof.run(ping(), limits=Limits(steps=3000))


def test_a_busy_wait_with_a_timeout_ends_by_it() -> None:
    """A loop that spins until its timeout gets there: time passes although it is never idle."""

    async def main() -> float:
        async def spin() -> None:
            while True:
                await asyncio.sleep(0)

        try:
            await asyncio.wait_for(spin(), 5)
        except asyncio.TimeoutError:
            return asyncio.get_running_loop().time()
        return -1

    assert asyncproof.run(main(), limits=Limits(steps=3000)) == 5


def test_a_callback_that_calls_itself_does_not_stop_time() -> None:
    """Where only callbacks spin, as anyio's cancel delivery does, timers still come due, and soon."""

    async def main() -> int:
        loop = asyncio.get_running_loop()

        def again() -> None:
            nonlocal handle
            handle = loop.call_soon(again)

        handle = loop.call_soon(again)
        for _ in range(10):
            await asyncio.sleep(60)
        handle.cancel()
        return loop.steps

    assert asyncproof.run(main()) < 15_000


def test_a_stopped_loop_finishes_its_iteration() -> None:
    """`stop()` lets what is ready run and nothing more; a loop stopped before it runs does one iteration."""
    loop = ControlledLoop()
    log: list[str] = []
    loop.call_soon(loop.stop)
    loop.call_soon(log.append, "same")
    loop.call_soon(lambda: loop.call_soon(log.append, "next"))
    loop.run_forever()
    first = list(log)
    loop.stop()
    loop.run_forever()
    loop.stop()
    loop.run_forever()
    loop.close()
    assert (first, log) == (["same"], ["same", "next"])
