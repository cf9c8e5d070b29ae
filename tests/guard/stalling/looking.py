"""A watchdog that looks when it is told to, and one who writes down what it shows."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from asyncproof.guard import Owner
from asyncproof.guard.stalling.processor import Usage
from asyncproof.guard.stalling.turn import Doing, Turn
from asyncproof.guard.stalling.watchdog import PERIOD, Step, Watchdog

if TYPE_CHECKING:
    from asyncproof.guard.stalling.watchdog import Wait

TEST = Owner("test_x.py::test")


class Sees:
    """Writes down what it is shown."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.waits: list[Wait] = []
        self.used: list[float] = []

    def stepping(self, step: Step, turn: Turn) -> None:
        """Keep the step."""
        assert turn.doing is Doing.STEPPING
        self.steps.append(step)

    def waiting(self, wait: Wait, turn: Turn) -> None:
        """Keep the wait."""
        assert turn.doing is Doing.WAITING
        self.waits.append(wait)

    def running(self, turn: Turn, now: float, used: float) -> None:
        """Keep what was used."""
        assert turn
        assert now
        self.used.append(used)


class Looked:
    """A watchdog that looks when it is told to, with a clock and a meter that are set by hand."""

    def __init__(self) -> None:
        self.now, self.usage = 100.0, Usage(0.0, 0.0, 0)
        self.closed = self.ready = False
        self.sees = Sees()

    def begin(self) -> None:
        """Make it."""
        host: Any = SimpleNamespace(running=TEST, loops=[])
        self.dog = Watchdog(host)
        self.dog.join(self.sees, 1)

    def look(self, seconds: float = PERIOD, *, cpu: float = 0.0, waited: float = 0.0, turns: int = 0) -> None:
        """Look after so many seconds, in which the thread has used so much."""
        self.now += seconds
        old = self.usage
        self.usage = Usage(old.cpu + cpu, old.waited + waited, old.turns + turns)
        self.dog._look(self)

    def read(self) -> Usage:
        """Tell what was set, as a meter does."""
        return self.usage

    def is_ready(self) -> bool:
        """Tell it, too."""
        return self.ready

    def close(self) -> None:
        """Note it."""
        self.closed = True
