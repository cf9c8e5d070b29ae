"""Finds tasks that swallow their cancellation and so never let their loop close, and gives them up."""

from __future__ import annotations

import ast
import asyncio
import linecache
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.core import Place
from asyncproof.guard.pending import pending_on, tasks_on
from asyncproof.guard.stalling.standstill import end, spot_of
from asyncproof.guard.stalling.stillness import could_threads_wake
from asyncproof.guard.stalling.watchdog import weak
from asyncproof.guard.stalling.watching import Watching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.guard.stalling.turn import Turn

_SURE = 0.15
"""Seconds after which a loop on which nothing can happen any more is not waited for."""
_SAME = 1.0
"""Seconds that a task is given that stands where it stood before it was cancelled."""
_LONGEST = 10.0
"""Seconds that clean-up may take in any case, if nothing less is asked for."""
_AGAIN = 0.3
_CATCHES = frozenset({"CancelledError", "BaseException"})


class SwallowedCancel(Watching):
    """A task swallowed its cancellation and went on, so that its loop could not be closed.

    ## What it sees

    A runner ends a loop by cancelling every task that is left, and waiting for them. A task that catches
    `CancelledError` and goes back to waiting is waited for, too. The guard sees that nothing can happen any
    more, or that a task stands, a second after it was cancelled, where it stood before; cancels it twice
    more, and then leaves it behind. Clean-up that makes progress has ten seconds, or `asyncproof_hang` if
    that is less.

    ## Why it is bad

    A service with such a task can't be stopped but by killing it, and `asyncio.timeout()` and task groups
    around such code hang.

    ## What to do instead

    ```python title="test_worker.py"
    import asyncio

    import pytest


    async def worker():
        while True:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                pass


    @pytest.mark.asyncio
    async def test_worker():
        task = asyncio.create_task(worker())
        await asyncio.sleep(0)
        assert not task.done()
    ```

    ```console
    $ pytest test_worker.py
    ...
    swallowed-cancel: `worker` swallowed its cancellation and went on waiting
        test_worker.py:10:  except asyncio.CancelledError:
    ...
    ```

    Let `CancelledError` pass: do what must be done in a `finally`, or end the `except` block with `raise`.

    ## What it cannot see

    Before the loop is closed nobody needs the task to end: a task that swallows a cancellation in the
    middle of a test is seen only if that hangs.
    """

    name: ClassVar[str] = "swallowed-cancel"
    group: ClassVar[str] = "hangs"
    order: ClassVar[int] = 11
    why: ClassVar[str] = "a loop is closed only when every cancelled task has ended"
    cure: ClassVar[str] = "let it pass: clean up in a `finally`, or end the `except` block with `raise`"

    _since = _tried = 0.0

    def run_begins(self) -> None:
        """Look on."""
        super().run_begins()
        self._before: dict[int, Any] = {}
        self._main = weak(None)  # with a task its loop would live on

    def loop_closes(self, loop: asyncio.AbstractEventLoop) -> None:
        """Keep in mind where each task stands before it is cancelled."""
        self._before = {id(task): spot_of(task) for task in tasks_on(loop)}

    def running(self, turn: Turn, now: float, used: float) -> None:
        """Look at a loop that is about to be closed."""
        main = turn.main if turn.is_closing else None
        if main is None:
            self._main = weak(None)
            return
        if main is not self._main():
            self._main, self._since, self._tried = weak(main), now, 0.0
        lasted, loop = now - self._since, turn.loop
        if lasted < _SURE or now - self._tried < _AGAIN:
            return
        if self._must_end(turn, lasted):
            self._tried = now
            loop.call_soon_threadsafe(partial(self._end, loop, main))

    def _must_end(self, turn: Turn, lasted: float) -> bool:
        if self._tried or lasted > min(_LONGEST, self.session.thresholds.hang):
            return True
        still = self.dog.wait is not None and self.dog.wait.asleep >= _SURE / 2
        if still and not turn.could_be_woken and not could_threads_wake():
            return True
        return lasted > _SAME and any(self._is_back(task) for task in asyncio.all_tasks(turn.loop))

    def _is_back(self, task: asyncio.Task[Any]) -> bool:
        return self._before.get(id(task)) == spot_of(task) and not task.done()

    def _end(self, loop: Any, main: Any) -> None:
        """End the tasks of a loop, in its own thread."""
        if main.done():
            return
        test = self.session.running
        for one in pending_on(loop) if test is not None and not test.broken else ():
            code, line = spot_of(one.task)
            file = "" if code is None else code.co_filename
            catch = _catching_line(file, line)
            self.tell(
                test,
                f"`{one.name}` swallowed its cancellation and went on waiting",
                place=Place(file, catch or line) if file else None,
                subjects=one.names,
                lines=[f"it waits at line {line}: {linecache.getline(file, line).strip()}"] if catch else [],
            )
        if test is not None:
            test.broken = True
        end(loop, main, test)


def _catching_line(file: str, line: int) -> int | None:
    """Return the line of the `except` that catches a cancellation at a line."""
    try:
        tree = ast.parse("".join(linecache.getlines(file)))
    except (SyntaxError, ValueError):
        return None
    found = [
        handler.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Try) and node.lineno <= line <= (node.body[-1].end_lineno or 0)
        for handler in node.handlers
        if handler.type is None or not _CATCHES.isdisjoint(_names(handler.type))
    ]
    return max(found, default=None)


def _names(node: ast.expr) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            yield part.id
        elif isinstance(part, ast.Attribute):
            yield part.attr
