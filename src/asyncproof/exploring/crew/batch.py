"""A few runs that go to another process, and what comes back: plain values, as bytes."""

from __future__ import annotations

import ctypes
import pickle
import signal
import sys
from concurrent.futures import CancelledError
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from asyncproof.exploring.crew.journal import Journal
from asyncproof.exploring.crew.parcel import unwrap
from asyncproof.exploring.far import FarError
from asyncproof.exploring.headline import headline
from asyncproof.exploring.nowhere import Nowhere
from asyncproof.exploring.running import Runner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.synchronize import Event

    from asyncproof.core import Choice, Chooser, Schedule
    from asyncproof.exploring.outcome import Outcome, Runs
    from asyncproof.loop import Policy


@dataclass(frozen=True)
class Batch:
    """Some runs, with all that must be the same wherever they are done."""

    scenario: bytes
    seed: int
    most_steps: float
    """After which a run counts as stuck: it follows from the first run, which was done elsewhere."""
    policy: Policy
    choosers: tuple[Chooser, ...]
    journal: str = ""
    """The file in which each answer is written down, so that it is known even if the process dies of it."""

    def singly(self) -> list[Batch]:
        """Return a batch for each of the runs."""
        return [replace(self, choosers=(chooser,)) for chooser in self.choosers]


class Bench:
    """Where the runs of batches are done; what many runs share stays in place between batches."""

    def __init__(self) -> None:
        """Begin with nothing in place."""
        self._stack = ExitStack()
        self._set_for: tuple[bytes, int] | None = None
        self._runner: Runner | None = None

    def runner_for(self, batch: Batch) -> Runner:
        """Return who runs the scenario of a batch."""
        wanted = batch.scenario, batch.seed
        if self._runner is None or wanted != self._set_for:
            self.clear()
            runner = Runner(unwrap(batch.scenario), seed=batch.seed)
            self._stack.enter_context(runner.many_runs())
            self._runner, self._set_for = runner, wanted
        self._runner.most_steps = batch.most_steps
        return self._runner

    def clear(self) -> None:
        """Put everything back."""
        self._runner = None
        self._stack.close()


BENCH = Bench()
_PR_SET_PDEATHSIG = 1
_end: Event | None = None
"""Set when nobody wants the runs any more that are under way; only processes of our own have it."""


def begin(end: Event | None = None) -> None:
    """Begin a process that does nothing but batches: Ctrl-C and output are for the one that explores."""
    global _end  # noqa: PLW0603 - what a process is for holds for all of it
    _end = end
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout = Nowhere()  # what each of a thousand runs prints, in no order
    if sys.platform == "linux":
        _end_with_parent()


def _end_with_parent() -> None:
    """Be killed when the process that explores is: a worker that waits for more would wait for ever.

    A thread could look after it everywhere, but a run has to have its process for itself.
    """
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def do(data: bytes) -> bytes:
    """Do a batch in this process, which does nothing else."""
    batch: Batch = pickle.loads(data)  # noqa: S301 - from the process that explores
    return done(batch, BENCH.runner_for(batch))


def done(batch: Batch, runner: Runs) -> bytes:
    """Have the runs of a batch done, and return what came of them."""
    return pickle.dumps([_outcome(runner, batch, chooser) for chooser in batch.choosers])


def _outcome(runner: Runs, batch: Batch, chooser: Chooser) -> Outcome:
    if _end is not None and _end.is_set():
        raise CancelledError
    if batch.journal:
        with closing(Journal(chooser, batch.journal)) as written:
            outcome = runner.run(written, batch.policy)
    else:
        outcome = runner.run(chooser, batch.policy)
    outcome.seen = getattr(chooser, "seen", None)
    if outcome.error is not None:
        outcome.error = FarError(headline(outcome.error), outcome.cause)
    outcome.schedule = _sparing(outcome.schedule)
    return outcome


def _sparing(schedule: Schedule) -> Schedule:
    """Return a schedule in which equal choices are one object, which is pickled but once."""
    known: dict[Choice, Choice] = {}
    return replace(schedule, choices=tuple(known.setdefault(choice, choice) for choice in schedule))


def pack(batch: Batch) -> bytes:
    """Return a batch as bytes."""
    return pickle.dumps(batch)


def unpack(data: bytes) -> Sequence[Outcome]:
    """Return what came of a batch."""
    outcomes: Sequence[Outcome] = pickle.loads(data)  # noqa: S301 - from a worker of this exploration
    return outcomes
