"""Rule unawaited-task: a test begins a task and ends without waiting for it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.insight.asserting import lost_assertion
from asyncproof.check.insight.begun import is_run_plainly, may_begin, neglected
from asyncproof.check.insight.uses import How
from asyncproof.check.pytesting.fixtures import fixture_of
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_TASKS = (ast.Call, ast.List, ast.Set, ast.Tuple, ast.ListComp, ast.SetComp)


class UnawaitedTask(Rule):
    """A test or a fixture begins a task and ends without awaiting, cancelling or handing it on.

    ## What it does

    Finds tasks that a test or a fixture assigns to a name and then forgets, or asks no more than whether they
    are done. A task that is awaited, gathered, returned, stored, cancelled or given to any function is left
    alone, and so is one whose result or exception is asked for.

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

    Tasks that helpers begin, and tests of which it does not know who runs them.
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
        if not isinstance(node.value, _TASKS) or not may_begin(node.value):
            return
        owner = _owner(here)
        found = None if owner is None else neglected(node, here)
        if found is None or found.cancels:
            return
        if isinstance(node.value, ast.Call) and lost_assertion(node.value, node, here) is not None:
            return
        looked_at = any(use.how in {How.METHOD, How.TESTED, How.ITERATED} for use in found.uses)
        is_one = isinstance(node.value, ast.Call)
        awaiting = "give it a name, and await it" if found.name == "_" else f"`await {found.name}`"
        awaiting = awaiting if is_one else f"`await asyncio.gather(*{found.name})`"
        here.report(
            self,
            node.value,
            f"the {owner} ends without awaiting {'the task' if is_one else 'the tasks in'} `{found.name}`: "
            "what goes wrong there is lost",
            cure=f"{awaiting} before it ends; cancel first what would not end by itself",
            severity=Severity.WARNING if looked_at or owner == "fixture" else None,
        )


def _owner(here: Here) -> str | None:
    """Return what the node stands in: a test or a fixture; None if it is neither, or runs in an odd way."""
    function = here.function
    if function is None or not function.facts.is_async:
        return None
    if here.test is not None:
        return "test" if function == here.test.function and is_run_plainly(here.test) else None
    fixture = fixture_of(here.evaluator, function)
    return None if fixture is None else "fixture"
