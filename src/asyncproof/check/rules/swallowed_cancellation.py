"""Rule swallowed-cancellation: a task that goes on although it was cancelled."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.insight.suspending import inside_function, own_nodes, suspensions_in
from asyncproof.check.insight.uses import around_of
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.check.here import Here

_LOGGING = frozenset({"print", "debug", "info", "warning", "error", "exception", "critical", "log", "warn"})
_LOOPS = (ast.While, ast.For, ast.AsyncFor)
_CANCELLED = frozenset(
    {
        "asyncio.CancelledError",
        "asyncio.exceptions.CancelledError",
        "concurrent.futures.CancelledError",
        "builtins.BaseException",
    }
)


class SwallowedCancellation(Rule):
    """A loop catches its own cancellation and goes on with the next round.

    ## What it does

    Finds `except asyncio.CancelledError`, `except BaseException` and bare `except` around an `await` in a
    loop of an async function, if the handler neither raises nor leaves the loop. Functions that cancel
    something themselves are left alone: what they catch is the end of another task.

    ## Why it is bad

    A cancellation is delivered once. A task that catches it and goes on can't be stopped any more: a timeout
    has no effect, `TaskGroup` waits for ever, and the test hangs at its end.

    ## Example

    ```python bad title="worker.py"
    import asyncio


    async def work(queue, handle):
        while True:
            try:
                await handle(await queue.get())
            except asyncio.CancelledError:  # AP406
                print("interrupted")
    ```

    ## What to do instead

    ```python good title="worker.py"
    import asyncio


    async def work(queue, handle):
        while True:
            try:
                await handle(await queue.get())
            except asyncio.CancelledError:
                print("interrupted")
                raise
    ```

    ## What it cannot see

    Handlers that stop the loop in a way of their own, as by a flag. flake8-async and others have rules of
    this kind, so that this one is off unless it is asked for.
    """

    code = "AP406"
    name = "swallowed-cancellation"
    severity = Severity.WARNING
    default = False
    guide = "Catch `CancelledError` to clean up, and raise it again."
    also = ("ASYNC103", "ASYNC104")

    def on_Try(self, node: ast.Try, here: Here) -> None:
        """Look at the handlers of a `try` in a loop."""
        if not here.is_async or not _is_in_loop(node, here) or not _works(node.body, here) or _cancels(here):
            return
        for handler in node.handlers:
            caught = _caught(handler, here)
            if caught is None:
                continue
            if not _leaves(handler.body) and not _keeps(handler):
                here.report(
                    self,
                    handler,
                    f"`{caught}` catches the task's own cancellation, and the loop goes on",
                    cure="`raise` at the end of the handler",
                )
            return


def _caught(handler: ast.ExceptHandler, here: Here) -> str | None:
    """Return how a handler catches a cancellation; None if it does not."""
    if handler.type is None:
        return "except:"
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    if any(here.full_name(one) in _CANCELLED for one in types):
        return f"except {ast.unparse(handler.type)}"
    return None


def _is_in_loop(node: ast.Try, here: Here) -> bool:
    return any(isinstance(one, _LOOPS) and node not in one.orelse for one in inside_function(here.parents))


def _leaves(body: Sequence[ast.stmt]) -> bool:
    return any(isinstance(one, (ast.Raise, ast.Return, ast.Break)) for one in own_nodes(body))


def _cancels(here: Here) -> bool:
    """Tell whether the function around cancels something, so that it may catch the end of that."""
    function = around_of(here.parents)
    return function is None or any(
        isinstance(one, ast.Attribute) and one.attr in {"cancel", "uncancel", "cancelling"}
        for one in nodes_in(function)
    )


def _works(body: Sequence[ast.stmt], here: Here) -> bool:
    """Tell whether a block awaits work of its own, and not only the end of another task."""
    waits = suspensions_in(body)
    return not all(isinstance(one, ast.Await) and _is_for_a_task(one.value, here) for one in waits)


def _is_for_a_task(node: ast.expr, here: Here) -> bool:
    if not isinstance(node, ast.Call):
        return True
    return here.full_name(node.func) in {"asyncio.shield", "asyncio.wait", "asyncio.gather"}


def _keeps(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler does more with the error than to log it: it may be raised after the loop."""
    logged = {
        id(part)
        for one in own_nodes(handler.body)
        if isinstance(one, ast.Call) and last_name(one.func) in _LOGGING
        for part in nodes_in(one)
    }
    uses = [one for one in own_nodes(handler.body) if isinstance(one, ast.Name) and one.id == handler.name]
    return any(id(one) not in logged for one in uses)
