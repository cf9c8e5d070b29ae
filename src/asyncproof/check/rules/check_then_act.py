"""Rule check-then-act: what a condition has found may no longer hold when it is acted upon."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import dotted_name
from asyncproof.check.rule import Rule
from asyncproof.check.suspending import inside_function, own_nodes, suspends
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here


class CheckThenAct(Rule):
    """An attribute is found empty, something is awaited, and only then the attribute is filled.

    ## What it does

    Finds `if self.client is None: self.client = await connect()` and `if not self.client: ...` in async
    methods, where no lock is held.

    ## Why it is bad

    While the first task connects, a second one finds the attribute still empty and connects, too. One of the
    two clients is overwritten and never closed.

    ## Example

    ```python bad title="pool.py"
    class Pool:
        def __init__(self, connect):
            self.connect = connect
            self.client = None

        async def get(self):
            if self.client is None:
                self.client = await self.connect()  # AP409
            return self.client
    ```

    ## What to do instead

    ```python good title="pool.py"
    import asyncio


    class Pool:
        def __init__(self, connect):
            self.connect = connect
            self.client = None
            self.lock = asyncio.Lock()

        async def get(self):
            async with self.lock:
                if self.client is None:
                    self.client = await self.connect()
                return self.client
    ```

    ## What it cannot see

    Whether two tasks ever ask at the same time, and locks that the caller holds: that is why the rule is off
    unless it is asked for.
    """

    code = "AP409"
    name = "check-then-act"
    severity = Severity.INFO
    default = False
    guide = "Check and act under one lock where an `await` stands between."

    def on_If(self, node: ast.If, here: Here) -> None:
        """Look at a condition about an attribute."""
        checked = _found_empty(node.test)
        if checked is None or not here.is_async:
            return
        if any(isinstance(one, (ast.AsyncWith, ast.With)) for one in inside_function(here.parents)):
            return
        for statement in node.body:
            if _fills(statement, checked):
                here.report(
                    self,
                    statement,
                    f"another task may find `{checked}` empty, too, while this one awaits what fills it",
                    cure="hold an `asyncio.Lock` around the check and the assignment",
                )


def _fills(statement: ast.stmt, checked: str) -> bool:
    """Tell whether a statement awaits something and assigns it to what was checked."""
    if not isinstance(statement, ast.Assign) or not any(map(suspends, own_nodes([statement.value]))):
        return False
    return any(dotted_name(target) == checked for target in statement.targets)


def _found_empty(test: ast.expr) -> str | None:
    """Return the attribute that a condition finds to be `None` or false."""
    found: ast.expr | None = None
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        found = test.operand
    elif isinstance(test, ast.Compare) and isinstance(test.ops[0], (ast.Is, ast.Eq)) and len(test.ops) == 1:
        is_none = isinstance(test.comparators[0], ast.Constant) and test.comparators[0].value is None
        found = test.left if is_none else None
    return dotted_name(found) if isinstance(found, ast.Attribute) else None
