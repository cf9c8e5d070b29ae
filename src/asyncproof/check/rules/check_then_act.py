"""Rule check-then-act: what a condition has found may no longer hold when it is acted upon."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from asyncproof.check.insight.suspending import inside_function, own_nodes, suspends
from asyncproof.check.insight.uses import How, around_of, uses_in
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_BLOCKS = (ast.With, ast.AsyncWith)


class CheckThenAct(Rule):
    """Something shared is asked for, something is awaited, and only then the answer is acted upon.

    ## What it does

    Finds `if self.client is None: self.client = await connect()`, `if key not in cache: cache[key] = await
    load(key)` and `if self.stock > 0:` with an `await` before `self.stock -= 1`, where no lock is held.

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
        """Look at a condition about an attribute, a global or an item."""
        if not here.is_async or any(isinstance(one, _BLOCKS) for one in inside_function(here.parents)):
            return
        checked = {name for name in _checked_by(node.test) if _is_shared(name, here)}
        has_waited = False
        for statement in _acting(node, here) if checked else ():
            has_waited = has_waited or any(map(suspends, own_nodes([statement])))
            written = checked & set(_written_by(statement))
            if has_waited and written:
                here.report(
                    self,
                    statement,
                    f"`{min(written)}` may have changed since the `if` has asked for it: others ran since",
                    cure="hold an `asyncio.Lock` around the check and what follows from it",
                )
                return


def _acting(node: ast.If, here: Here) -> list[ast.stmt]:
    """Return what is done if a condition holds; or right after it, if all that it does is to return."""
    if not isinstance(node.body[-1], (ast.Return, ast.Raise, ast.Continue)):
        return node.body
    block = getattr(here.parent, "body", [])
    if len(node.body) > 1 or node not in block:
        return []
    after = block.index(node) + 1
    return block[after : after + 2]  # what is awaited, and what is assigned


def _checked_by(test: ast.expr) -> set[str]:
    """Return the attributes, names and items that a condition asks for."""
    if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.NotIn):
        return {f"{ast.unparse(test.comparators[0])}[{ast.unparse(test.left)}]"}
    return {ast.unparse(one) for one in own_nodes([test]) if isinstance(one, (ast.Attribute, ast.Name))}


def _written_by(statement: ast.stmt) -> list[str]:
    """Return what a statement assigns to; to empty what was filled is the end of it, as in a `close`."""
    value = getattr(statement, "value", None)
    if isinstance(value, ast.Constant) and not value.value:
        return []
    if isinstance(statement, ast.Assign):
        return [ast.unparse(target) for target in statement.targets]
    return [ast.unparse(statement.target)] if isinstance(statement, (ast.AugAssign, ast.AnnAssign)) else []


def _is_shared(written: str, here: Here) -> bool:
    """Tell whether others see something: not, if the function itself has made it."""
    function = around_of(here.parents)
    root = re.split(r"[.\[]", written)[0]
    uses = None if function is None else uses_in(function)
    if uses is None or root == written:
        return uses is not None and root in uses.elsewhere
    return not any(use.how is How.BOUND and not use.inner for use in uses.of(root))
