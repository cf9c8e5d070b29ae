"""Finds steps that keep the event loop to themselves for too long."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, ClassVar

from asyncproof.guard.preparing import is_preparing
from asyncproof.guard.stalling.alternatives import OTHERWISE, alternative_to
from asyncproof.guard.stalling.culprit import blame
from asyncproof.guard.stalling.watching import Watching

if TYPE_CHECKING:
    from types import CodeType

    from asyncproof.guard.host import Host
    from asyncproof.guard.owner import Owner
    from asyncproof.guard.stalling.culprit import Blame
    from asyncproof.guard.stalling.turn import Turn
    from asyncproof.guard.stalling.watchdog import Step

_TRACED = 4.0
"""A debugger or a tracer in Python makes code slower, about so many times."""
_FILES = ("pathlib", "shutil", "tempfile", "zipfile", "tarfile", "gzip", "io", "os", "glob")
"""Where a test waits for its disk, which may be slow today."""
_ONCE = (
    "re.",
    "sre_",
    "ssl",
    "dataclasses",
    "enum",
    "typing",
    "inspect",
    "ast",
    "unittest",
    "collections.namedtuple",
)
"""What is slow the first time and remembered then, or belongs to tests."""
_HEAP = "gc."
"""Who asks the collector goes through the whole heap, as only tests do."""
_WAITED, _ALONE, _TOGETHER = 1.5, 2.0, 5.0
"""How many times `block_after` a step may wait, one function of the user's may compute, and several may."""


class SlowStep(Watching):
    """One step kept the event loop for longer than it may: everything else on the loop had to wait.

    ## What it sees

    A thread of its own looks on every fiftieth of a second. A step is a callback, or what a task does from
    one `await` to the next that really waits. It is told of when

    - one function of yours has computed for 0.2 seconds in it, or several of them together for half a second;
    - it has waited for 0.15 seconds in a call that nobody knows to wait.

    What counts is the time for which the step really ran or slept: not the time for which a busy machine let
    it wait for a processor, not garbage collection, not imports, regular expressions or TLS contexts that are
    made once, not a debugger's prompt, and not what an installed library computes by itself. The times are
    2, 5 and 1.5 times `asyncproof_block_after`, which is 0.1 seconds unless you set it.

    ## Why it is bad

    A loop runs one thing at a time: a step that computes for half a second delays every request, heartbeat
    and timeout of the process by half a second.

    ## What to do instead

    ```python title="test_table.py"
    import pytest


    async def table():
        return [sum(range(number)) for number in range(20_000)]


    @pytest.mark.asyncio
    async def test_table():
        assert len(await table()) == 20_000
    ```

    ```console
    $ pytest test_table.py
    ...
    slow-step: one step kept the event loop for more than 0.2 s
    ...
        why: a loop runs one thing at a time: every other task, timeout and connection had to wait
        do:  move it off the loop: `await asyncio.to_thread(...)`
    ...
    ```

    Computing goes to a thread or a process, or gives way now and then with `await asyncio.sleep(0)`. Where
    it is meant, say so: `@pytest.mark.asyncproof(slow_step="off")`.

    ## What it cannot see

    One long call of a function written in C that lets no other thread run, if the step ends right after it.
    Steps of loops in other threads than the one that runs the tests, and steps on a loop that is written in
    C, such as uvloop's, that is not at work for a task.
    """

    name: ClassVar[str] = "slow-step"
    texts: ClassVar[tuple[str, ...]] = ("Executing <...> took ... seconds",)
    group: ClassVar[str] = "blocking"
    order: ClassVar[int] = 30
    why: ClassVar[str] = (
        "a loop runs one thing at a time: every other task, timeout and connection had to wait"
    )
    cure: ClassVar[str] = OTHERWISE.cure
    _factor = 1.0
    _step: Step | None = None

    def __init__(self, session: Host) -> None:
        """Begin with nothing seen."""
        super().__init__(session)
        self._seen: set[CodeType] = set()
        """The user's functions that were found at work in the step."""

    def call_begins(self, test: Owner) -> None:
        """See whether code is slower today."""
        self._factor = _TRACED if sys.gettrace() or sys.getprofile() else 1.0

    def stepping(self, step: Step, turn: Turn) -> None:
        """Look at a step that goes on."""
        most = self.session.thresholds.block_after
        if step.told or max(step.cpu, step.slept) < most / 2:
            return
        blamed = blame(turn.frames)
        if blamed is None or _is_excused(blamed) or is_preparing(turn.frames, step.owner):
            step.cpu = step.slept = 0.0  # it was not the user's code that took so long, up to now
            self._seen.clear()
            return
        if self._step is not step:
            self._step = step
            self._seen.clear()
        self._seen.add(blamed.code)
        limit = most * (_ALONE if len(self._seen) == 1 else _TOGETHER)
        if step.cpu > limit * self._factor:
            self._tell(step, blamed, limit, computed=True)
        elif step.slept > most * _WAITED and not blamed.callee.startswith(_FILES):
            self._tell(step, blamed, most * _WAITED, computed=False)

    def _tell(self, step: Step, blamed: Blame, limit: float, *, computed: bool) -> None:
        step.told = True
        key = (id(step.owner), blamed.file, blamed.line)
        if key in self.dog.told:
            return
        self.dog.told.add(key)
        known = None if computed else alternative_to(blamed.callee, blamed.library, blamed.call)
        what = "it was computing in" if computed else "it was waiting in"
        self.tell(
            step.owner,
            f"one step kept the event loop for more than {limit:g} s",
            place=blamed.place,
            subjects=blamed.names,
            lines=[f"{what} `{blamed.names[0]}`"],
            cure=(known or OTHERWISE).cure,
        )


def _is_excused(blamed: Blame) -> bool:
    return bool(blamed.library) or blamed.callee.startswith(_ONCE) or blamed.call.startswith(_HEAP)
