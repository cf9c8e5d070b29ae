"""Looking on: every callback of every loop is seen, and nothing is left of it."""

from __future__ import annotations

import asyncio

import pytest

from asyncproof.loop import ControlledLoop
from asyncproof.loop.onlooking import looking_on


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
