"""Looks on while a test runs: who ran when, what for everybody waited then, and who woke whom."""

from __future__ import annotations

import asyncio
import threading
from array import array
from time import perf_counter_ns
from typing import Any, NamedTuple
from weakref import ref

from asyncproof.loop.onlooking import brings_cancellation, queued, queued_since, task_run_by
from asyncproof.report.recording.callbacks import ASIDE, describe, function_of
from asyncproof.report.recording.marks import BLOCKED, CANCELLED, DONE, ENDED, FAILED
from asyncproof.report.recording.places import NOWHERE, Places

MOST_STEPS = 100_000
MOST_TASKS = 5_000
BLOCK_AFTER = 0.1
"""Real seconds after which a step has kept the loop for too long."""
NOBODY = -1
_ASIDE = ("asyncproof.plugin", "asyncproof.loop", "asyncio.base_events")
"""Whose tasks nobody has asked for: those with which a loop is set up and closed."""


class Turn(NamedTuple):
    """A handle that runs, as it was seen just before."""

    loop: Any
    task: asyncio.Task[Any] | None
    who: int
    mark: int
    words: str
    at: int
    before: tuple[int, int]
    began: int


class Recorder:
    """The onlooker of one test.

    Loops may run in several threads, and one inside another. It keeps no task alive, asks none for its hash,
    which is a number that counts, and takes no exception from a task, which would then count as retrieved.
    """

    def __init__(self, *, block_after: float = BLOCK_AFTER, most_steps: int = MOST_STEPS) -> None:
        """Begin with nothing seen."""
        self.places = Places()
        self.columns = {name: array("q") for name in ("task", "at", "took", "by", "stack", "wait", "mark")}
        self.tasks: list[list[Any]] = []
        """By number: name, coroutine, and what it has raised at its end."""
        self.is_virtual = False
        self.left_out = 0
        self.trouble = ""
        """What went wrong here, so that nothing was recorded from then on."""
        self._most_steps = most_steps
        self._block_after = round(block_after * 1e9)
        self._numbers: dict[int, tuple[ref[Any], int]] = {}
        self._wakers: dict[int, tuple[asyncio.Handle, int]] = {}
        self._threads = threading.local()
        self._lock = threading.RLock()
        self._origins: dict[int, tuple[ref[Any], int]] = {}
        self._latest = 0
        self._unseen: dict[int, str] = {}
        self._left: set[int] = set()

    # -- what an onlooker hears

    def begins(self, handle: asyncio.Handle) -> None:
        """See who is about to run."""
        running = self._running()
        running.append(None)
        if self.trouble:
            return
        try:
            with self._lock:
                running[-1] = self._seen(handle)
        except Exception as error:  # noqa: BLE001 - what goes wrong here must never reach the test
            self.trouble = _in_words(error)

    def ended(self, handle: asyncio.Handle) -> None:
        """See where it stands now, and whom it has called."""
        now = perf_counter_ns()
        turn = self._running().pop()
        if turn is None or self.trouble:
            return
        try:
            with self._lock:
                self._keep(handle, turn, now - turn.began)
        except Exception as error:  # noqa: BLE001 - as above
            self.trouble = _in_words(error)

    def runs_unseen(self, loop: Any) -> None:
        """Hear that a loop begins to run at which nobody can look."""
        if not self._is_known(loop):
            self._unseen[id(loop)] = f"{type(loop).__module__.partition('.')[0]}.{type(loop).__name__}"

    def _running(self) -> list[Turn | None]:
        """Return what runs in this thread, each inside of the one before it."""
        found: list[Turn | None] | None = getattr(self._threads, "running", None)
        if found is None:
            found = self._threads.running = []
        return found

    def _seen(self, handle: asyncio.Handle) -> Turn:
        loop: Any = asyncio.get_running_loop()
        task = task_run_by(handle)
        if task is None:
            who, (mark, words) = NOBODY, describe(handle)
        else:
            who, mark, words = self._number(task), CANCELLED * brings_cancellation(task, handle), ""
        return Turn(loop, task, who, mark, words, self._now(loop), queued(loop), perf_counter_ns())

    def _keep(self, handle: asyncio.Handle, turn: Turn, took: int) -> None:
        by = self._wakers.pop(id(handle), (handle, NOBODY))[1]
        if turn.who == NOBODY and (turn.task is not None or turn.mark == ASIDE):
            return
        number = len(self.columns["at"])
        if number >= self._most_steps:
            self.left_out += 1
            return
        if turn.task is None:
            stack, wait, mark = self._of_callback(handle), self.places.word(turn.words), turn.mark
        else:
            stack, wait, mark = self._of_task(turn.task, turn.who, turn.mark)
            if mark & CANCELLED and by == NOBODY and not getattr(turn.loop, "cancelled_by_choice", ()):
                self._left.add(turn.who)  # cancelled while nobody ran: by who closes the loop
        if took >= self._block_after:
            mark |= BLOCKED
        at = max(turn.at, self.columns["at"][-1]) if number else turn.at  # threads end as they like
        for column, value in zip(
            self.columns.values(), (turn.who, at, took, by, stack, wait, mark), strict=True
        ):
            column.append(value)
        for called in queued_since(turn.loop, turn.before):
            self._wakers[id(called)] = called, number

    # -- who, where and when

    def _of_task(self, task: asyncio.Task[Any], who: int, mark: int) -> tuple[int, int, int]:
        if not task.done():
            stack, wait = self.places.of(task)
            return stack, wait, mark
        if task.cancelled():
            return NOWHERE, NOWHERE, mark | ENDED
        error = getattr(task, "_exception", None)
        if error is None:
            return NOWHERE, NOWHERE, mark | DONE
        self.tasks[who][2] = _in_words(error)
        return NOWHERE, NOWHERE, mark | FAILED

    def _of_callback(self, handle: asyncio.Handle) -> int:
        callback = function_of(handle)
        code = getattr(callback, "__code__", None)
        title = str(getattr(callback, "__qualname__", ""))
        return self.places.definition(code, title.rpartition("<locals>.")[2])

    def _number(self, task: asyncio.Task[Any]) -> int:
        """Return the number of a task; `NOBODY` for one of ours, and for those beyond all bounds."""
        known = self._numbers.get(id(task))
        if known is not None and known[0]() is task:
            return known[1]
        number = NOBODY
        coro: Any = task.get_coro()
        frame = getattr(coro, "cr_frame", None)
        is_aside = frame is not None and str(frame.f_globals.get("__name__")).startswith(_ASIDE)
        if not is_aside and len(self.tasks) < MOST_TASKS:
            number = len(self.tasks)
            title = str(getattr(coro, "__qualname__", "")).rpartition("<locals>.")[2]
            born = NOWHERE if frame is None else self.places.definition(frame.f_code, title)
            self.tasks.append([task.get_name(), title, "", born])
        self._numbers[id(task)] = ref(task), number
        return number

    def _now(self, loop: Any) -> int:
        """Return the moment, in nanoseconds since the loop was first seen; it never goes back."""
        virtual = getattr(loop, "virtual", False) is True
        self.is_virtual = self.is_virtual or virtual
        now: int = loop.now_ns if virtual else perf_counter_ns()
        if not self._is_known(loop):
            self._origins[id(loop)] = ref(loop), now - self._latest
            self._unseen.pop(id(loop), None)
        self._latest = max(self._latest, now - self._origins[id(loop)][1])
        return self._latest

    def _is_known(self, loop: Any) -> bool:
        """Say whether a step of this loop was seen."""
        known = self._origins.get(id(loop))
        return known is not None and known[0]() is loop

    # -- what came of it

    def unseen(self) -> list[str]:
        """Return the classes of the loops that ran here without a step that was seen."""
        return sorted(set(self._unseen.values()))

    def data(self) -> dict[str, Any]:
        """Return everything as plain values, and let go of all that is alive."""
        left = self._left | {number for task, number in self._numbers.values() if _lives(task())}
        self._numbers.clear()
        self._wakers.clear()
        self._origins.clear()
        return {
            "virtual": self.is_virtual,
            "tasks": [[*task, int(number in left)] for number, task in enumerate(self.tasks)],
            "steps": {name: column.tolist() for name, column in self.columns.items()},
            "left_out": self.left_out,
            "trouble": self.trouble,
            **self.places.data(),
        }


def _lives(task: asyncio.Task[Any] | None) -> bool:
    return task is not None and not task.done()


def _in_words(error: BaseException) -> str:
    try:
        return f"{type(error).__name__}: {error}".rstrip(": ")[:500]
    except Exception:  # noqa: BLE001 - an error may be unable to say what it is
        return type(error).__name__
