"""Finds steps that keep the event loop to themselves for too long."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, ClassVar

from asyncproof.guard.alternatives import OTHERWISE, alternative_to
from asyncproof.guard.culprit import blame
from asyncproof.guard.watching import Watching

if TYPE_CHECKING:
    from asyncproof.guard.culprit import Blame
    from asyncproof.guard.owner import Owner
    from asyncproof.guard.turn import Turn
    from asyncproof.guard.watchdog import Step

_TRACED = 4.0
"""A debugger or a tracer in Python makes code slower, about so many times."""
_FILES = ("pathlib", "shutil", "tempfile", "zipfile", "tarfile", "gzip", "io", "os", "glob")
"""Where a test waits for its disk, which may be slow today."""


class SlowStep(Watching):
    """One step kept the event loop for longer than it may: everything else on the loop had to wait.

    ## What it sees

    A thread of its own looks on every fiftieth of a second. A step, which is a callback, or what a task
    does from one `await` to the next that really waits, is told of when your code in it has computed, or
    waited in some call, for more than `asyncproof_block_after` seconds (0.1 unless you set it). What counts
    is the time for which the step really ran or slept: not the time for which a busy machine let it wait
    for a processor, not garbage collection, not imports, not a debugger's prompt, and not what an installed
    library computes by itself.

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
    slow-step: one step kept the event loop for more than 0.1 s
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
    group: ClassVar[str] = "blocking"
    order: ClassVar[int] = 30
    why: ClassVar[str] = (
        "a loop runs one thing at a time: every other task, timeout and connection had to wait"
    )
    cure: ClassVar[str] = OTHERWISE.cure
    _factor = 1.0

    def call_begins(self, test: Owner) -> None:
        """See whether code is slower today."""
        self._factor = _TRACED if sys.gettrace() or sys.getprofile() else 1.0

    def stepping(self, step: Step, turn: Turn) -> None:
        """Look at a step that goes on."""
        most = self.session.thresholds.block_after
        computed = step.cpu > most * self._factor
        if step.told or not (computed or step.slept > most):
            return
        blamed = blame(turn.frames)
        if blamed is None or blamed.library or (not computed and blamed.callee.startswith(_FILES)):
            step.cpu = step.slept = 0.0  # it was not the user's code that took so long, up to now
            return
        step.told = True
        self._tell(step, blamed, computed=computed)

    def _tell(self, step: Step, blamed: Blame, *, computed: bool) -> None:
        key = (id(step.owner), blamed.file, blamed.line)
        if key in self.dog.told:
            return
        self.dog.told.add(key)
        most = self.session.thresholds.block_after
        known = None if computed else alternative_to(blamed.callee, blamed.library, blamed.call)
        what = "it was computing in" if computed else "it was waiting in"
        self.tell(
            step.owner,
            f"one step kept the event loop for more than {most:g} s",
            place=blamed.place,
            subjects=blamed.names,
            lines=[f"{what} `{blamed.names[0]}`"],
            cure=(known or OTHERWISE).cure,
        )
