"""Rule dropped-task: a task is begun and nobody keeps it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.insight.asserting import lost_assertion
from asyncproof.check.insight.begun import BEGINNING, begun
from asyncproof.check.insight.uses import around_of, uses_in
from asyncproof.check.linking import Callback, FunctionValue, LambdaValue, Plain
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here


class DroppedTask(Rule):
    """A task is begun as a statement of its own, so that nobody keeps it and nobody sees how it ends.

    ## What it does

    Finds `asyncio.create_task(...)`, `asyncio.ensure_future(...)` and `loop.create_task(...)` whose task is
    not even given a name, or that of `_`. Tasks of a `TaskGroup` or of AnyIO are kept by their group and are
    left alone.

    ## Why it is bad

    The loop holds tasks weakly: one that nobody keeps may be collected before it has run to its end. What it
    raises is written to a log at some later time, and the test stays green.

    ## Example

    ```python bad title="test_mail.py"
    import asyncio


    async def send(box):
        box.append("hello")


    async def test_the_mail_is_sent():
        box = []
        asyncio.create_task(send(box))  # AP401
        await asyncio.sleep(0)
        assert box == ["hello"]
    ```

    ## What to do instead

    ```python good title="test_mail.py"
    import asyncio


    async def send(box):
        box.append("hello")


    async def test_the_mail_is_sent():
        box = []
        task = asyncio.create_task(send(box))
        await task
        assert box == ["hello"]
    ```

    ## What it cannot see

    Loops whose class it does not know, and functions of the project that begin a task and return it.
    """

    code = "AP401"
    name = "dropped-task"
    severity = Severity.WARNING
    guide = "Keep every task that you begin, and await it before the test ends."
    also = ("RUF006",)

    @only(called=BEGINNING)
    def on_Expr(self, node: ast.Expr, here: Here) -> None:
        """Look at a statement that is an expression."""
        self._look(node, node.value, here)

    @only(called=BEGINNING)
    def on_Assign(self, node: ast.Assign, here: Here) -> None:
        """Look at a task whose name says that nobody wants it."""
        target, function = node.targets[0], around_of(here.parents)
        if len(node.targets) > 1 or not isinstance(target, ast.Name) or target.id != "_":
            return
        if here.test is None and function is not None and not uses_in(function).after("_", node):
            self._look(node, node.value, here)

    def _look(self, node: ast.stmt, value: ast.expr, here: Here) -> None:
        task = begun(value, here)
        if task is None or task.in_group or lost_assertion(task.call, node, here) is not None:
            return
        if isinstance(here.value(task.coroutine), (Callback, FunctionValue, LambdaValue, Plain)):
            return  # there is no task: the call fails
        here.report(
            self,
            task.call,
            f"the task of `{ast.unparse(task.coroutine)}` is dropped: nobody waits for it or sees its errors",
            cure="keep the task, and await it; or begin it in an `asyncio.TaskGroup`",
        )
