"""Rule removed-loop-argument: asyncio is given a `loop`, or asked for what it had before."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.expecting import expects
from asyncproof.check.facts.nodes import last_name
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_WITHOUT_LOOP = frozenset(
    (
        *("sleep", "gather", "wait", "wait_for", "shield", "as_completed"),
        *("Lock", "Event", "Condition", "Semaphore", "BoundedSemaphore"),
        *("Queue", "LifoQueue", "PriorityQueue"),
        *("open_connection", "start_server", "open_unix_connection", "start_unix_server"),
        *("create_subprocess_exec", "create_subprocess_shell"),
    )
)
"""What took a `loop` until Python 3.9."""
_GONE = {"asyncio.Task.all_tasks": "asyncio.all_tasks", "asyncio.Task.current_task": "asyncio.current_task"}
_ERRORS = frozenset(("TypeError", "AttributeError", "DeprecationWarning", "Exception"))


class RemovedLoopArgument(Rule):
    """A function or class of asyncio is given a `loop`, which none of them has taken since Python 3.10.

    ## What it does

    Finds the argument `loop=` of asyncio's functions, locks, queues and streams, and `all_tasks` and
    `current_task` of `asyncio.Task`, which went in Python 3.9.

    ## Why it is bad

    The call raises: `TypeError: sleep() got an unexpected keyword argument 'loop'`.

    ## Example

    ```python bad title="test_door.py"
    import asyncio


    async def test_the_door_opens_later():
        loop = asyncio.get_running_loop()
        begun = loop.time()
        await asyncio.sleep(0.01, loop=loop)  # AP604
        assert loop.time() > begun
    ```

    ## What to do instead

    ```python good title="test_door.py"
    import asyncio


    async def open_later(door):
        await asyncio.sleep(0)
        door["open"] = True


    async def test_the_door_opens_later():
        door = {"open": False}
        await open_later(door)
        assert door["open"]
    ```

    Objects of asyncio find the loop that they are used in by themselves.

    ## What it cannot see

    Arguments that are handed on by `**kwargs`, and functions of other libraries that took a loop. Code that
    asks for the version of Python, or expects the error, is left alone.
    """

    code = "AP604"
    name = "removed-loop-argument"
    guide = "Nothing of asyncio is told which loop to use."

    @only(called=("all_tasks", "current_task"), keywords=("loop",))
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        last = last_name(node.func)
        if last in {"all_tasks", "current_task"}:
            self._gone(node, here)
            return
        given = next((keyword for keyword in node.keywords if keyword.arg == "loop"), None)
        if given is None or not (here.full_name(node) or "").startswith("asyncio."):
            return
        owner, _, name = (here.full_name(node) or "").rpartition(".")
        if owner != "asyncio" or name not in _WITHOUT_LOOP or _is_ready(node, here):
            return
        here.report(
            self,
            given,
            f"`asyncio.{name}` takes no `loop` since Python 3.10: the call raises a `TypeError`",
            cure="leave `loop` out",
            fix=_without(node, given),
        )

    def on_FunctionDef(self, node: ast.FunctionDef, here: Here) -> None:
        """Look at the decorators of a function."""
        for decorator in node.decorator_list:
            last = last_name(decorator)
            if last != "coroutine" or _is_ready(decorator, here):
                continue
            if here.full_name(decorator) == "asyncio.coroutine":
                here.report(
                    self,
                    decorator,
                    "`asyncio.coroutine` went in Python 3.11: the decorator raises an `AttributeError`",
                    cure="write `async def`, and `await` in the place of `yield from`",
                )

    def _gone(self, node: ast.Call, here: Here) -> None:
        instead = _GONE.get(here.full_name(node) or "")
        if instead is None or _is_ready(node, here):
            return
        here.report(
            self,
            node,
            f"`{ast.unparse(node.func)}` went in Python 3.9: the call raises an `AttributeError`",
            cure=f"use `{instead}`",
        )


def _is_ready(node: ast.expr, here: Here) -> bool:
    """Tell whether the code knows of other versions of Python, or of the error, or is in a skipped test."""
    if expects(here.parents, node, _ERRORS):
        return True
    marks = [mark for parent in here.parents for mark in getattr(parent, "decorator_list", ())]
    if any("skip" in ast.unparse(mark) for mark in marks):
        return True
    return any(
        (isinstance(parent, (ast.If, ast.IfExp)) and "version" in ast.unparse(parent.test).lower())
        or (isinstance(parent, ast.Try) and bool(parent.handlers))
        for parent in here.parents
    )


def _without(node: ast.Call, given: ast.keyword) -> Fix | None:
    """Return the change that takes the argument away, with the comma before or after it."""
    others: list[ast.expr | ast.keyword] = [
        *node.args,
        *(keyword for keyword in node.keywords if keyword is not given),
    ]
    span = Span.of(given)
    before = [Span.of(other) for other in others if Span.of(other) < span]
    after = [Span.of(other) for other in others if Span.of(other) > span]
    if before:
        last = max(before)
        cut = Span(last.end_line, last.end_column, span.end_line, span.end_column)
    elif after:
        first = min(after)
        cut = Span(span.line, span.column, first.line, first.column)
    else:
        cut = span
    return Fix("leave `loop` out", (Edit(cut, ""),))
