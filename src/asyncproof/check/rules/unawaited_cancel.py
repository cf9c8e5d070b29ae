"""Rule unawaited-cancel: a test cancels a task and does not wait until it has ended."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.insight.begun import is_run_plainly, may_begin, neglected
from asyncproof.check.insight.suspending import suspensions_in
from asyncproof.check.insight.uses import How, around_of
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.insight.uses import Use

_TASKS = (ast.Call, ast.List, ast.Set, ast.Tuple, ast.ListComp, ast.SetComp)


class UnawaitedCancel(Rule):
    """A test cancels a task that it has begun, and goes on without waiting until the task has ended.

    ## What it does

    Finds `task.cancel()` in tests where the task comes from `asyncio.create_task` in the same test and is
    never awaited, gathered or handed on, and the same for a list of tasks. A test that awaits anything
    after the `cancel()` gives the task its time, and is left alone.

    ## Why it is bad

    `cancel()` is a request. The task gets its `CancelledError` when the loop runs next, and until then
    none of its `finally` blocks and `async with` exits have run. What they raise is seen by nobody.

    ## Example

    ```python bad title="test_ticker.py"
    import asyncio


    async def tick(times):
        while True:
            times.append("tick")
            await asyncio.sleep(1)


    async def test_the_clock_ticks():
        times = []
        ticker = asyncio.create_task(tick(times))
        await asyncio.sleep(0)
        assert times == ["tick"]
        ticker.cancel()  # AP403
    ```

    ## What to do instead

    ```python good title="test_ticker.py"
    import asyncio
    import contextlib


    async def tick(times):
        while True:
            times.append("tick")
            await asyncio.sleep(1)


    async def test_the_clock_ticks():
        times = []
        ticker = asyncio.create_task(tick(times))
        try:
            await asyncio.sleep(0)
            assert times == ["tick"]
        finally:
            ticker.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ticker
    ```

    ## What it cannot see

    Tasks in attributes and dicts. pytest-asyncio waits for the cancelled tasks of a loop when it closes the
    loop, so that a `cancel()` in the last line does no harm there; it does with a loop that lives longer.
    """

    code = "AP403"
    name = "unawaited-cancel"
    severity = Severity.INFO
    guide = "Cancel a task in `finally`, and await it there."

    def on_Assign(self, node: ast.Assign, here: Here) -> None:
        """Look at the tasks that a test gives names."""
        self._look(node, here)

    def on_AnnAssign(self, node: ast.AnnAssign, here: Here) -> None:
        """Look at what is assigned with a type."""
        self._look(node, here)

    def _look(self, node: ast.Assign | ast.AnnAssign, here: Here) -> None:
        test = here.test
        if (
            test is None
            or not may_begin(node.value)
            or not isinstance(node.value, _TASKS)
            or here.function != test.function
        ):
            return
        found = neglected(node, here) if is_run_plainly(test) else None
        if found is None or not found.cancels or _awaits_after(found.cancels[0], here):
            return
        last, name = found.cancels[-1], found.name
        what = ast.unparse(last.func.value) if isinstance(last.func, ast.Attribute) else name
        use = next(use for use in reversed(found.uses) if last in (use.call, *_calls_in(use)))
        here.report(
            self,
            last,
            f"`{what}` is cancelled and not awaited: its clean-up has not run yet",
            cure=f"`await {name}` after it, and expect `asyncio.CancelledError`"
            if use.call is last
            else f"`await asyncio.gather(*{name}, return_exceptions=True)` after it",
            fix=_awaiting(use, name, here),
        )


def _calls_in(use: Use) -> tuple[ast.AST, ...]:
    """Return the calls in the loop that goes through a list of tasks."""
    return nodes_in(use.statement) if use.how is How.ITERATED else ()


def _awaits_after(cancel: ast.Call, here: Here) -> bool:
    """Tell whether the test awaits anything later, so that the task has had time to end."""
    function = around_of(here.parents)
    waits = [] if function is None else suspensions_in(function.body)
    return any(getattr(wait, "lineno", 0) > cancel.lineno for wait in waits)


def _awaiting(use: Use, name: str, here: Here) -> Fix | None:
    """Return the lines that wait for the task or the tasks, if the cancelling has a line of its own."""
    statement = use.statement
    outer = [node for node in use.around if isinstance(node, (ast.stmt, ast.ExceptHandler))]
    if any(node.lineno == statement.lineno for node in outer[:-1]):
        return None
    margin = " " * statement.col_offset
    if use.how is How.ITERATED:
        gather = here.called("asyncio", "gather")
        text = None if gather is None else f"\n{margin}await {gather.text}(*{name}, return_exceptions=True)"
        return _inserted(statement, text, () if gather is None else gather.imports)
    suppress, error = here.called("contextlib", "suppress"), here.called("asyncio", "CancelledError")
    if not isinstance(statement, ast.Expr) or suppress is None or error is None:
        return None
    text = f"\n{margin}with {suppress.text}({error.text}):\n{margin}    await {name}"
    return _inserted(statement, text, tuple(dict.fromkeys((*suppress.imports, *error.imports))))


def _inserted(statement: ast.stmt, text: str | None, imports: tuple[str, ...]) -> Fix | None:
    """Return a fix that writes lines after a statement."""
    end = Span.of(statement)
    place = Span(end.end_line, end.end_column, end.end_line, end.end_column)
    return None if text is None else Fix("await what was cancelled", (Edit(place, text),), imports)
