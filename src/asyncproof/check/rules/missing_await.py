"""Rule missing-await: a coroutine that is made and dropped."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.expecting import is_meant_to_fail
from asyncproof.check.insight.awaiting import awaiting
from asyncproof.check.insight.unstarted import is_unstarted
from asyncproof.check.insight.uses import around_of, uses_in
from asyncproof.check.linking import Coroutine, FunctionValue
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.insight.uses import Use


class MissingAwait(Rule):
    """A coroutine is made, dropped and never awaited, so that nothing of it ever runs.

    ## What it does

    Finds calls of async functions that stand alone: the call makes a coroutine object, the statement drops
    it, and not one line of the function runs. So it is where the coroutine gets a name that nobody uses, or
    that is only shown in texts.

    ## Why it is bad

    The test goes on as if the work had been done. Python says "coroutine was never awaited" at some later
    time, to whichever test is running then, and the test that forgot it stays green.

    ## Example

    ```python bad title="test_cart.py"
    import asyncio


    async def checkout(cart):
        await asyncio.sleep(0)
        cart.clear()


    async def test_checkout_empties_the_cart():
        cart = ["book"]
        checkout(cart)  # AP101
    ```

    ## What to do instead

    ```python good title="test_cart.py"
    import asyncio


    async def checkout(cart):
        await asyncio.sleep(0)
        cart.clear()


    async def test_checkout_empties_the_cart():
        cart = ["book"]
        await checkout(cart)
        assert not cart
    ```

    ## What it cannot see

    Calls of which it is not certain that they give a coroutine: functions behind decorators of strangers,
    objects whose class is not known, functions of libraries that are not in the project's environment.
    """

    code = "AP101"
    name = "missing-await"
    guide = "Every call of an async function is awaited, or handed to something that awaits it."

    def on_Expr(self, node: ast.Expr, here: Here) -> None:
        """Look at a statement that is an expression."""
        if not isinstance(node.value, ast.Call) or not is_unstarted(here.written(node.value), here):
            return
        self._look(node.value, node, here)

    def on_Assign(self, node: ast.Assign, here: Here) -> None:
        """Look at what gets a name."""
        target = node.targets[0] if len(node.targets) == 1 else None
        if isinstance(target, ast.Name) and isinstance(node.value, ast.Call):
            self._look_at_named(target.id, node.value, node, here)

    def on_AnnAssign(self, node: ast.AnnAssign, here: Here) -> None:
        """Look at what gets a name with a type."""
        if isinstance(node.target, ast.Name) and isinstance(node.value, ast.Call):
            self._look_at_named(node.target.id, node.value, node, here)

    def _look_at_named(self, name: str, call: ast.Call, node: ast.stmt, here: Here) -> None:
        around = around_of(here.parents)
        if (
            around is None
            or isinstance(here.parent, ast.ClassDef)
            or not is_unstarted(here.written(call), here)
        ):
            return
        uses = uses_in(around)
        if name not in uses.elsewhere and all(map(_is_shown, uses.after(name, node))):
            self._look(call, node, here)

    def _look(self, call: ast.Call, node: ast.stmt, here: Here) -> None:
        value = here.value(call)
        if not is_unstarted(value, here) or here.expects(node, "RuntimeWarning", "Warning"):
            return
        source = value.source if isinstance(value, Coroutine) else None
        if is_meant_to_fail(here.parents, call) and _is_plain(call, here):
            return  # the plain function itself may fail, before it makes the coroutine
        name = source.facts.qualname if source is not None else ast.unparse(call.func)
        related = here.defined_async(source)
        here.report(
            self,
            call,
            f"`{name}()` makes a coroutine that is never awaited: nothing of it runs",
            cure="await the call"
            if here.is_async
            else "make the function around it async, and await the call",
            fix=awaiting(call, here),
            related=related,
        )


def _is_plain(call: ast.Call, here: Here) -> bool:
    """Tell whether what is called is a plain function, which returns what another one makes."""
    called = here.value(call.func)
    return isinstance(called, FunctionValue) and not called.function.facts.is_async


def _is_shown(use: Use) -> bool:
    """Tell whether something is only written into a text."""
    return isinstance(use.around[-1], ast.FormattedValue) and not use.inner
