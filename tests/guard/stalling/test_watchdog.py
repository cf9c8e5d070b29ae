from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING, Any

from asyncproof.guard import Owner, Session
from asyncproof.guard.stalling.watchdog import Step, Watchdog

if TYPE_CHECKING:
    from asyncproof.guard.stalling.turn import Turn
    from asyncproof.guard.stalling.watchdog import Wait


class Onlooker:
    """Looks at nothing."""

    def stepping(self, step: Step, turn: Turn) -> None:
        """Look away."""

    def waiting(self, wait: Wait, turn: Turn) -> None:
        """Look away."""

    def running(self, turn: Turn, now: float, used: float) -> None:
        """Look away."""


def test_no_test_finds_its_thread_and_it_ends_with_the_run() -> None:
    """The thread is unknown to `threading`, and gone when the last onlooker has left."""
    dog, onlooker, callbacks = Watchdog(Session(())), Onlooker(), list(gc.callbacks)
    threads = threading.enumerate()
    dog.join(onlooker, 1)
    dog.wake()
    assert threading.enumerate() == threads
    dog.leave(onlooker)
    assert dog not in Watchdog.active
    assert gc.callbacks == callbacks


def test_a_step_is_that_of_its_handle_until_it_ends() -> None:
    """A step is known by its handle, which is not kept alive."""

    class Handle:
        pass

    handle: Any = Handle()
    step = Step(handle, Owner("test"), 0.0)
    assert step.is_at(handle)
    assert not step.is_at(Handle())
    step.end()
    assert not step.is_at(handle)
