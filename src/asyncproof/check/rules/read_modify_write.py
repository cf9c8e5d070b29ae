"""Rule read-modify-write: a shared value is read, others run, and then it is overwritten."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import dotted_name
from asyncproof.check.insight.suspending import inside_function, own_nodes, suspends
from asyncproof.check.insight.uses import How, around_of, uses_in
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.check.here import Here


AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef


class ReadModifyWrite(Rule):
    """A shared value is read before an `await` and written after it, so that what others wrote is lost.

    ## What it does

    Finds `self.total += await price()`, where Python reads `self.total` first, and `old = self.total`, an
    `await`, then `self.total = old + 1`. It looks at attributes, globals and items with constant keys, and is
    silent under a lock.

    ## Why it is bad

    While the task waits, others run. If one of them changes the value, its change is overwritten with a
    number that was worked out from the old one: an update is lost, though there is only one thread.

    ## Example

    ```python bad title="account.py"
    class Account:
        def __init__(self):
            self.balance = 0

        async def deposit(self, bank):
            self.balance += await bank.fetch_amount()  # AP408
    ```

    ## What to do instead

    ```python good title="account.py"
    class Account:
        def __init__(self):
            self.balance = 0

        async def deposit(self, bank):
            amount = await bank.fetch_amount()
            self.balance += amount
    ```

    Read and write without an `await` between, or hold an `asyncio.Lock` from the reading to the writing.

    ## What it cannot see

    Whether several tasks ever share the object: that is why the rule is off unless it is asked for.
    """

    code = "AP408"
    name = "read-modify-write"
    severity = Severity.WARNING
    default = False
    guide = "Between reading a shared value and writing it there is no `await`, or a lock is held."

    def on_AugAssign(self, node: ast.AugAssign, here: Here) -> None:
        """Look at `+=` and its like."""
        if here.is_async and any(suspends(one) for one in own_nodes([node.value])):
            self._tell(node, node.target, here)

    @only(in_async=True)
    def on_Assign(self, node: ast.Assign, here: Here) -> None:
        """Look at what is assigned to something shared."""
        if not isinstance(node.value, (ast.BinOp, ast.Name)) or not here.is_async or len(node.targets) != 1:
            return
        target = node.targets[0]
        written = _spelled(target)
        function = around_of(here.parents)
        if written is None or function is None or not _is_shared(written, here):
            return
        if _reads_before(node, written, function):
            self._tell(node, target, here)

    def _tell(self, node: ast.Assign | ast.AugAssign, target: ast.expr, here: Here) -> None:
        written = _spelled(target)
        if written is None or not _is_shared(written, here) or _is_locked(here):
            return
        here.report(
            self,
            node,
            f"`{written}` is read before an `await` and written after it: other writes meanwhile are lost",
            cure="await first, then read and write in one go; or hold an `asyncio.Lock`",
        )


def _is_shared(written: str, here: Here) -> bool:
    """Tell whether others see a name or an attribute: not, if the function itself has made the object."""
    function = around_of(here.parents)
    root = re.split(r"[.\[]", written)[0]
    uses = None if function is None else uses_in(function)
    if uses is None or root == written:
        return uses is not None and root in uses.elsewhere
    return not any(use.how is How.BOUND and not use.inner for use in uses.of(root))


def _reads_before(node: ast.Assign, written: str, function: AnyFunction) -> bool:
    """Tell whether the right side uses what was read of the target before the function was suspended."""
    if _is_read_then_awaited(node.value, written):
        return True
    names = _worked_from(node, function)
    return any(
        _is_copy(statement, names, written) and _suspended_between(function.body, statement, node)
        for statement in own_nodes(function.body)
        if isinstance(statement, ast.Assign) and statement.lineno < node.lineno
    )


def _worked_from(node: ast.Assign, function: AnyFunction) -> set[str]:
    """Return the names that a new value is worked out from; what is only put back is not worked out."""
    if isinstance(node.value, ast.BinOp):
        return _names_in(node.value)
    name = getattr(node.value, "id", "")
    found: set[str] = set()
    for statement in own_nodes(function.body):
        if isinstance(statement, ast.AugAssign) and getattr(statement.target, "id", "") == name:
            found.add(name)
        elif isinstance(statement, ast.Assign) and isinstance(statement.value, ast.BinOp):
            is_bound = any(getattr(target, "id", "") == name for target in statement.targets)
            found |= _names_in(statement.value) if is_bound else set()
    return found


def _names_in(value: ast.expr) -> set[str]:
    return {one.id for one in own_nodes([value]) if isinstance(one, ast.Name)}


def _is_read_then_awaited(value: ast.expr, written: str) -> bool:
    """Tell whether an expression reads a name, and then awaits."""
    if not isinstance(value, ast.BinOp):
        return False
    reads = [one for one in own_nodes([value.left]) if isinstance(one, ast.expr)]
    is_read = any(_spelled(one) == written for one in reads)
    return is_read and any(suspends(one) for one in own_nodes([value.right]))


def _is_copy(statement: ast.Assign, names: set[str], written: str) -> bool:
    target = statement.targets[0]
    is_used = isinstance(target, ast.Name) and target.id in names and len(statement.targets) == 1
    return is_used and _spelled(statement.value) == written


def _suspended_between(body: Sequence[ast.stmt], first: ast.stmt, last: ast.stmt) -> bool:
    return any(
        suspends(one) and first.lineno < getattr(one, "lineno", 0) < last.lineno for one in own_nodes(body)
    )


def _is_locked(here: Here) -> bool:
    """Tell whether a lock is held: whatever is entered with `async with` may be one."""
    return any(isinstance(one, (ast.AsyncWith, ast.With)) for one in inside_function(here.parents))


def _spelled(node: ast.expr) -> str | None:
    """Return how a name, an attribute or an item with a constant key is written."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        inside = _spelled(node.value)
        return None if inside is None else f"{inside}[{node.slice.value!r}]"
    return dotted_name(node)
