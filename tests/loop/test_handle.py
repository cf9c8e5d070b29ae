from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import Context, ContextVar, copy_context
from functools import partial

import pytest

from asyncproof.loop import ControlledLoop
from asyncproof.loop.handle import Handle, Timer, callback_name, has_not_begun, task_of


def note() -> None:
    """Be a callback with a name."""


def test_lean_handles_are_asyncio_handles() -> None:
    """Code that checks for asyncio's types, or asks for their public parts, is served."""
    handle = Handle(note, (), copy_context())
    timer = Timer(1_500_000_000, note, (), copy_context())
    assert isinstance(handle, asyncio.Handle)
    assert isinstance(timer, asyncio.TimerHandle)
    assert timer.when() == 1.5
    assert not handle.cancelled()


@pytest.mark.parametrize("make", [lambda c: Handle(note, ("x",), c), lambda c: Timer(0, note, ("x",), c)])
def test_a_cancelled_handle_lets_go(make: Callable[[Context], asyncio.Handle]) -> None:
    """Cancelling drops callback and arguments, and can be done twice."""
    handle = make(copy_context())
    handle.cancel()
    handle.cancel()
    assert handle.cancelled()
    assert (handle._callback, handle._args) == (None, None)


def test_they_say_what_they_run() -> None:
    """The repr names the callback, or says that it is cancelled."""
    handle = Handle(note, (), copy_context())
    timer = Timer(2_000_000_000, partial(note), (), copy_context())
    assert repr(handle).endswith("test_handle.note>")
    assert "when=2.0" in repr(timer)
    handle.cancel()
    timer.cancel()
    assert repr(handle) == "<Handle cancelled>"
    assert repr(timer) == "<Timer when=2.0 cancelled>"


def test_they_keep_their_context() -> None:
    """The context in which a callback will run can be asked for."""
    variable = ContextVar("variable", default="outside")
    context = copy_context()
    context.run(variable.set, "inside")
    assert Handle(note, (), context).get_context()[variable] == "inside"
    assert Timer(0, note, (), context).get_context()[variable] == "inside"


def test_timers_are_ordered_by_time_and_equal_only_to_themselves() -> None:
    """Timers sort by when they come due and can be kept in sets."""
    early, late = (Timer(due, note, (), copy_context()) for due in (1, 2))
    assert early < late
    assert early != Timer(1, note, (), copy_context())
    assert len({early, late, early}) == 2


def test_the_task_of_a_step_is_known() -> None:
    """A handle that runs a task's first or later step leads to the task; other callbacks to None."""
    seen = []

    async def look() -> None:
        loop = asyncio.get_running_loop()
        task = asyncio.ensure_future(asyncio.sleep(0))
        seen.append([task_of(handle) is task for handle in loop._ready])
        await asyncio.sleep(0)
        loop.call_soon(note)
        seen.append([task_of(handle) for handle in loop._ready if task_of(handle) is not task])
        await task

    loop = ControlledLoop()
    loop.run_until_complete(look())
    loop.close()
    assert seen == [[True], [None]]


@pytest.mark.parametrize(
    ("callback", "name"),
    [(partial(note), "note"), ([].append, "list.append"), (asyncio.Event().set, "asyncio.locks.Event.set")],
)
def test_callbacks_have_names(callback: object, name: str) -> None:
    """A function, a bound method or a partial is called what a person would search for."""
    assert callback_name(callback).endswith(name)


def test_a_nameless_callback_is_called_by_its_type() -> None:
    """An object that can be called but has no name is called what it is."""

    class Caller:
        def __call__(self) -> None: ...

    assert callback_name(Caller()).endswith("Caller")


def test_a_task_before_its_first_step() -> None:
    """It has not begun as long as none of its code has run."""

    async def main() -> None:
        task = asyncio.ensure_future(asyncio.sleep(0))
        assert has_not_begun(task)
        await asyncio.sleep(0)
        assert not has_not_begun(task)
        await task

    asyncio.run(main())
