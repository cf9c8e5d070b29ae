"""Rule idle-timeout: a timeout that can't strike."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.insight.suspending import TIMEOUTS, own_nodes, suspends
from asyncproof.check.insight.uses import around_of, uses_in
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_SHORT = frozenset(name.rpartition(".")[2] for name in TIMEOUTS)


class IdleTimeout(Rule):
    """A timeout is made and never entered, or nothing is awaited in its block, so that it can't strike.

    ## What it does

    Finds `asyncio.timeout(...)` (and those of AnyIO and async-timeout) as a statement of its own, and blocks
    of a timeout in which nothing is awaited.

    ## Why it is bad

    A timeout of asyncio works by cancelling what is awaited. Code that never awaits can't be cancelled: it
    takes the time that it takes, and a test that seems to have a limit has none.

    ## Example

    ```python bad title="test_report.py"
    import asyncio


    def write_report(pages):
        return "page " * pages


    async def test_the_report_is_fast():
        async with asyncio.timeout(1):  # AP412
            report = write_report(3)
        await asyncio.sleep(0)
        assert report == "page page page "
    ```

    ## What to do instead

    ```python good title="test_report.py"
    import asyncio


    async def write_report(pages):
        await asyncio.sleep(0)
        return "page " * pages


    async def test_the_report_is_fast():
        async with asyncio.timeout(1):
            report = await write_report(3)
        assert report == "page page page "
    ```

    ## What it cannot see

    Blocks that await something that never really waits. A timeout whose object the block looks at
    (`as limit`) is left alone.
    """

    code = "AP412"
    name = "idle-timeout"
    severity = Severity.WARNING
    guide = "Put a timeout around what is awaited; enter it with `async with`."
    also = ("ASYNC100",)

    @only(called=_SHORT)
    def on_Expr(self, node: ast.Expr, here: Here) -> None:
        """Look at a timeout that stands alone."""
        if _is_timeout(node.value, here):
            self._tell(node.value, here, "is never entered", "write `async with` before it")

    @only(called=_SHORT)
    def on_Assign(self, node: ast.Assign, here: Here) -> None:
        """Look at a timeout that gets a name."""
        function = around_of(here.parents)
        target = node.targets[0]
        if function is None or not isinstance(target, ast.Name) or not _is_timeout(node.value, here):
            return
        uses = uses_in(function)
        if target.id not in uses.elsewhere and not uses.after(target.id, node):
            self._tell(node.value, here, "is never entered", f"enter it: `async with {target.id}:`")

    def on_AsyncWith(self, node: ast.AsyncWith, here: Here) -> None:
        """Look at a block of asyncio."""
        self._look(node, here)

    def on_With(self, node: ast.With, here: Here) -> None:
        """Look at a block of AnyIO."""
        if here.is_async:
            self._look(node, here)

    def _look(self, node: ast.With | ast.AsyncWith, here: Here) -> None:
        item = node.items[-1]
        if item.optional_vars is not None or not _is_timeout(item.context_expr, here):
            return
        if any(
            suspends(inner) or isinstance(inner, (ast.Yield, ast.YieldFrom)) for inner in own_nodes(node.body)
        ):
            return
        self._tell(
            item.context_expr,
            here,
            "can't strike: nothing is awaited in its block",
            "await in it, or drop it",
        )

    def _tell(self, node: ast.expr, here: Here, what: str, cure: str) -> None:
        here.report(self, node, f"the timeout `{ast.unparse(node)}` {what}", cure=cure)


def _is_timeout(node: ast.expr, here: Here) -> bool:
    if not isinstance(node, ast.Call) or last_name(node.func) not in _SHORT:
        return False
    return here.full_name(node) in TIMEOUTS
