"""A guard that looks on while the loop of the tests works and waits, with the watchdog of its run."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from asyncproof.guard.guard import Guard
from asyncproof.guard.shared import Shared
from asyncproof.guard.stalling.stillness import remember_threads
from asyncproof.guard.stalling.watchdog import Watchdog

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    from asyncproof.guard.host import Host
    from asyncproof.guard.stalling.turn import Turn
    from asyncproof.guard.stalling.watchdog import Step, Wait

_dogs = Shared(Watchdog)


def watchdog_of(host: Host) -> Watchdog:
    """Return the one watchdog of a run."""
    return _dogs.of(host)


class Watching(Guard):
    """A guard that looks at steps and waits together with the watchdog of its run."""

    order: ClassVar[int]
    """Who looks first: the lowest number."""

    def run_begins(self) -> None:
        """Look on."""
        remember_threads()
        self.dog = watchdog_of(self.session)
        self.dog.join(self, self.order)

    def run_ends(self) -> None:
        """Look on no longer."""
        self.dog.leave(self)

    def loop_made(self, loop: AbstractEventLoop) -> None:  # noqa: ARG002 - of the interface
        """See that somebody looks, now that there is something to see."""
        if self.dog.is_led_by(self):
            self.dog.wake()

    def stepping(self, step: Step, turn: Turn) -> None:
        """Look at a step that goes on."""

    def waiting(self, wait: Wait, turn: Turn) -> None:
        """Look at a loop that waits."""

    def running(self, turn: Turn, now: float, used: float) -> None:
        """Look at a loop, whatever it does."""
