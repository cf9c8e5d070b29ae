"""Rule broad-raises: a test that is content with any error."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.insight.claiming import name_of
from asyncproof.check.insight.suspending import suspensions_in
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_BROAD = frozenset(("builtins.Exception", "builtins.BaseException"))
_EXPECTING = frozenset(("raises", "assertRaises"))


class BroadRaises(Rule):
    """An async test expects `Exception`, and so is content with any error at all.

    ## What it does

    Finds `with pytest.raises(Exception):` and `self.assertRaises(Exception)` around something that is
    awaited, where neither `match=` nor a later look at the error says which one is meant.

    ## Why it is bad

    A mock that can't be awaited, a coroutine that is used as a value, a misspelt name: all of them raise
    something, and the test takes it for what it waits for.

    ## Example

    ```python bad title="test_order.py"
    import pytest


    async def order(count):
        if not count:
            raise ValueError("nothing to order")


    async def test_nothing_cant_be_ordered():
        with pytest.raises(Exception):  # AP701
            await order()
    ```

    ## What to do instead

    ```python good title="test_order.py"
    import pytest


    async def order(count):
        if not count:
            raise ValueError("nothing to order")


    async def test_nothing_cant_be_ordered():
        with pytest.raises(ValueError, match="nothing to order"):
            await order(0)
    ```

    One of the guides shows `pytest.raises(Exception)` for the rollback of a transaction: there, too, the
    error that is raised by the test itself can be named.

    ## What it cannot see

    Whether an error that is named is still too broad, as `ValueError` may be. The rule is off unless it
    is asked for; ruff's `PT011` and `B017` find the same in all tests.
    """

    code = "AP701"
    name = "broad-raises"
    severity = Severity.WARNING
    default = False
    guide = "A test names the error that it expects."
    also = ("PT011",)

    @only(in_tests=True, in_async=True)
    def on_With(self, node: ast.With, here: Here) -> None:
        """Look at what a block expects."""
        if here.test is None or not here.is_async or not suspensions_in(node.body):
            return
        for item in node.items:
            call = item.context_expr
            if isinstance(call, ast.Call) and name_of(call.func) in _EXPECTING:
                self._look(call, item.optional_vars, here)

    def _look(self, call: ast.Call, bound: ast.expr | None, here: Here) -> None:
        if len(call.args) != 1 or call.keywords:
            return
        named = call.args[0].elts if isinstance(call.args[0], ast.Tuple) else call.args
        if not any(here.full_name(one) in _BROAD for one in named):
            return
        if isinstance(bound, ast.Name) and _is_used(bound, here):
            return
        written = ast.unparse(call)
        here.report(
            self,
            call,
            f"`{written}` is content with any error, also with one of the test itself",
            cure="name the error that is expected, or add `match=`",
        )


def _is_used(bound: ast.Name, here: Here) -> bool:
    """Tell whether the test looks at the error that it has caught."""
    return any(
        isinstance(node, ast.Name) and node.id == bound.id and isinstance(node.ctx, ast.Load)
        for node in ast.walk(
            next(one for one in reversed(here.parents) if isinstance(one, ast.AsyncFunctionDef))
        )
    )
