"""Looking on: every callback of every loop is seen, and nothing is left of it."""

from __future__ import annotations

import asyncio

import pytest

from asyncproof.loop import ControlledLoop
from asyncproof.loop.handle import task_of
from asyncproof.loop.onlooking import brings_cancellation, looking_on, queued, queued_since, task_run_by


class Seen:
    """Notes who begins and who has ended."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.open: list[asyncio.Handle] = []

    def begins(self, handle: asyncio.Handle) -> None:
        self.open.append(handle)

    def ended(self, handle: asyncio.Handle) -> None:
        assert self.open.pop() is handle
        task = asyncio.current_task()
        assert task is None
        self.notes.append(handle._callback.__qualname__ if hasattr(handle._callback, "__qualname__") else "")


async def two_steps() -> None:
    """Be two steps of a task."""
    await asyncio.sleep(0)


def run(loop: asyncio.AbstractEventLoop) -> list[str]:
    """Run them seen, then unseen, and return what was seen."""
    seen = Seen()
    with looking_on(seen):
        loop.run_until_complete(two_steps())
    loop.run_until_complete(two_steps())
    loop.close()
    assert not seen.open
    return seen.notes


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("make", [asyncio.new_event_loop, ControlledLoop])
def test_both_kinds_of_loop_are_seen(make: type[ControlledLoop], debug: bool) -> None:
    """On asyncio's loop and on ours, in debug mode too, each callback is seen once, until the block ends."""
    loop = make()
    loop.set_debug(debug)
    assert len(run(loop)) == 3  # two steps, and the end of the run


def test_everything_is_put_back() -> None:
    """The method of asyncio stands again where it stood, also if the block ends badly."""
    before = asyncio.Handle._run  # type: ignore[attr-defined] # a private name that the stubs hide
    with pytest.raises(ValueError, match="oops"), looking_on(Seen()):
        raise ValueError("oops")
    assert asyncio.Handle._run is before  # type: ignore[attr-defined] # as above


def test_only_the_innermost_looks_on() -> None:
    """A run within a run is seen by its own onlooker alone, and then the outer one sees again."""
    outer = Seen()
    with looking_on(outer):
        assert len(run(asyncio.new_event_loop())) == 3
        after = len(outer.notes)
        loop = asyncio.new_event_loop()
        loop.run_until_complete(two_steps())
        loop.close()
        assert len(outer.notes) - after == 3


def test_a_callback_that_fails_has_ended_too() -> None:
    """What a callback raises goes to the loop's handler as ever, and the onlooker hears of the end."""
    for loop in (asyncio.new_event_loop(), ControlledLoop()):
        told: list[object] = []
        loop.set_exception_handler(lambda _, context, told=told: told.append(context["exception"]))
        loop.call_soon(lambda: 1 / 0)
        assert len(run(loop)) == 4
        assert isinstance(told[0], ZeroDivisionError)


@pytest.mark.parametrize("make", [asyncio.new_event_loop, ControlledLoop])
def test_what_a_step_has_called_is_told(make: type[ControlledLoop]) -> None:
    """What is new in the queues of a loop is told, and what was there before is not."""
    loop = make()
    loop.call_soon(print)
    before = queued(loop)
    called = [loop.call_soon(print), loop.call_soon(print)]
    timer = loop.call_later(1, print)
    assert list(queued_since(loop, before)) == called
    timer.cancel()
    loop.close()


def test_what_is_sent_and_takes_time_is_told() -> None:
    """On our loop, what arrives later counts as called; a heap of very many timers is not looked through."""
    loop = ControlledLoop()
    before = queued(loop)
    sent = loop.arrive("far away", print, delay=5)
    assert list(queued_since(loop, before)) == [sent]
    timers = [loop.call_later(1, print) for _ in range(100)]
    assert list(queued_since(loop, before)) == []
    for timer in (sent, *timers):
        timer.cancel()
    loop.close()


def test_a_step_that_brings_a_cancellation_is_known() -> None:
    """A task that is cancelled while it waits, or before it has begun, hears of it in its next step."""
    brought: list[bool] = []

    class Cancellations(Seen):
        def begins(self, handle: asyncio.Handle) -> None:
            task = task_of(handle)
            if task is not None and task.get_name() == "victim":
                brought.append(brings_cancellation(task, handle))
            super().begins(handle)

        def ended(self, handle: asyncio.Handle) -> None:
            self.open.pop()

    async def main(*, begins: bool) -> None:
        victim = asyncio.create_task(asyncio.sleep(9), name="victim")
        if begins:
            await asyncio.sleep(0)
        victim.cancel()
        await asyncio.gather(victim, return_exceptions=True)

    for begins in (True, False):
        loop = asyncio.new_event_loop()
        with looking_on(Cancellations()):
            loop.run_until_complete(main(begins=begins))
        loop.close()
    assert brought == [False, True, True]


def test_the_task_of_a_step_is_known_whatever_its_class() -> None:
    """Steps of tasks written in C and in Python are theirs; a call of their `cancel` is not."""
    seen: list[object] = []

    class Tasks(Seen):
        def begins(self, handle: asyncio.Handle) -> None:
            seen.append(task_run_by(handle))
            super().begins(handle)

        def ended(self, handle: asyncio.Handle) -> None:
            self.open.pop()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        pure = asyncio.tasks._PyTask(asyncio.sleep(0), loop=loop)  # type: ignore[attr-defined] # asyncio's own in Python
        await pure
        task = asyncio.create_task(asyncio.sleep(9))
        loop.call_soon(task.cancel)
        await asyncio.gather(task, return_exceptions=True)
        tasks.extend([asyncio.current_task(), pure, task])

    tasks: list[object] = []
    loop = asyncio.new_event_loop()
    with looking_on(Tasks()):
        loop.run_until_complete(main())
    loop.close()
    assert [seen.count(task) for task in tasks] == [3, 2, 2]
    assert seen.count(None) == 3  # the cancellation, what gather hears, the end of the run
