"""Rule unawaited-cancel: a test cancels a task and does not wait until it has ended."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.begun import is_run_plainly, neglected
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.rule import Rule
from asyncproof.check.suspending import suspensions_in
from asyncproof.check.uses import around_of
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.uses import Use


class UnawaitedCancel(Rule):
    """A test cancels a task that it has begun, and goes on without waiting until the task has ended.

    ## What it does

    Finds `task.cancel()` in tests where the task comes from `asyncio.create_task` in the same test and is
    never awaited, gathered or handed on, nor asked whether it has ended. A test that awaits anything
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

    Tasks in lists and attributes. pytest-asyncio waits for the cancelled tasks of a loop when it closes the
    loop, so that a `cancel()` in the last line does no harm there; it does with a loop that lives longer.
    """

    code = "AP403"
    name = "unawaited-cancel"
    severity = Severity.INFO
    guide = "Cancel a task in `finally`, and await it there."

    def on_Assign(self, node: ast.Assign, here: Here) -> None:
        """Look at the tasks that a test gives names."""
        test = here.test
        if test is None or not isinstance(node.value, ast.Call) or here.function != test.function:
            return
        if not is_run_plainly(test):
            return
        uses = neglected(node, here)
        cancelling = [use for use in uses or () if use.detail == "cancel"]
        if not cancelling or any(use.at > cancelling[0].at and use.detail != "cancel" for use in uses or ()):
            return
        if _awaits_after(cancelling[0], here):
            return
        name = ast.unparse(node.targets[0])
        last = cancelling[-1]
        here.report(
            self,
            last.call or node.value,
            f"`{name}` is cancelled and not awaited: its clean-up has not run yet",
            cure=f"`await {name}` after it, and expect `asyncio.CancelledError`",
            fix=_awaiting(last, name, here),
        )


def _awaits_after(use: Use, here: Here) -> bool:
    """Tell whether the test awaits anything later, so that the task has had time to end."""
    function = around_of(here.parents)
    waits = [] if function is None else suspensions_in(function.body)
    return any((getattr(wait, "lineno", 0), 0) > use.at for wait in waits)


def _awaiting(use: Use, name: str, here: Here) -> Fix | None:
    """Return the lines that wait for the task, if the cancelling is a statement of its own."""
    statement = use.statement
    suppress, error = here.called("contextlib", "suppress"), here.called("asyncio", "CancelledError")
    if not isinstance(statement, ast.Expr) or suppress is None or error is None:
        return None
    margin = " " * statement.col_offset
    end = Span.of(statement)
    place = Span(end.end_line, end.end_column, end.end_line, end.end_column)
    text = f"\n{margin}with {suppress.text}({error.text}):\n{margin}    await {name}"
    imports = (*suppress.imports, *(one for one in error.imports if one not in suppress.imports))
    return Fix("await the cancelled task", (Edit(place, text),), imports)
