"""Rule unawaited-task: a test begins a task and ends without waiting for it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.asserting import lost_assertion
from asyncproof.check.begun import is_run_plainly, neglected
from asyncproof.check.rule import Rule
from asyncproof.check.uses import How
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_TASKS = (ast.Call, ast.List, ast.Set, ast.Tuple, ast.ListComp, ast.SetComp)


class UnawaitedTask(Rule):
    """A test begins a task, gives it a name, and ends without awaiting, cancelling or handing it on.

    ## What it does

    Finds tasks that a test assigns to a name and then forgets, or asks no more than whether they are done. A
    task that is awaited, gathered, returned, stored, cancelled or given to any function is left alone, and
    so is one whose result or exception the test asks for.

    ## Why it is bad

    Nobody takes the exception of such a task: it may have failed at its first line, `done()` is true then,
    and the test passes. A task that still runs when the test ends is cut off by the runner or leaks into the
    next test.

    ## Example

    ```python bad title="test_worker.py"
    import asyncio


    async def work(queue, seen):
        while True:
            seen.append(await queue.get())
            queue.task_done()


    async def test_the_worker_takes_jobs():
        queue, seen = asyncio.Queue(), []
        worker = asyncio.create_task(work(queue, seen))  # AP402
        await queue.put("job")
        await queue.join()
        assert seen == ["job"]
    ```

    ## What to do instead

    ```python good title="test_worker.py"
    import asyncio
    import contextlib


    async def work(queue, seen):
        while True:
            seen.append(await queue.get())
            queue.task_done()


    async def test_the_worker_takes_jobs():
        queue, seen = asyncio.Queue(), []
        worker = asyncio.create_task(work(queue, seen))
        try:
            async with asyncio.timeout(1):
                await queue.put("job")
                await queue.join()
            assert seen == ["job"]
        finally:
            worker.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await worker
    ```

    ## What it cannot see

    Tasks that helpers or fixtures begin, and tests of which it does not know who runs them.
    """

    code = "AP402"
    name = "unawaited-task"
    guide = "A test cleans up the tasks that it began: it awaits them, or cancels and awaits them."

    def on_Assign(self, node: ast.Assign, here: Here) -> None:
        """Look at what is assigned in the body of a test."""
        self._look(node, here)

    def on_AnnAssign(self, node: ast.AnnAssign, here: Here) -> None:
        """Look at what is assigned with a type."""
        self._look(node, here)

    def _look(self, node: ast.Assign | ast.AnnAssign, here: Here) -> None:
        test = here.test
        if test is None or not isinstance(node.value, _TASKS) or here.function != test.function:
            return
        if not is_run_plainly(test):
            return
        found = neglected(node, here)
        if found is None or found.cancels:
            return
        if isinstance(node.value, ast.Call) and lost_assertion(node.value, node, here) is not None:
            return
        looked_at = any(use.how in {How.METHOD, How.TESTED, How.ITERATED} for use in found.uses)
        name = found.name
        is_one = isinstance(node.value, ast.Call)
        here.report(
            self,
            node.value,
            f"the test ends without awaiting {'the task' if is_one else 'the tasks in'} `{name}`: "
            "what goes wrong there is lost",
            cure=f"`await {name}`, or cancel it and await it"
            if is_one
            else f"`await asyncio.gather(*{name})`",
            severity=Severity.WARNING if looked_at else None,
        )
