"""Rule missing-await: a coroutine that is made and dropped."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.awaiting import awaiting
from asyncproof.check.linking import Coroutine
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here


class MissingAwait(Rule):
    """A coroutine is made as a statement of its own and never awaited, so that nothing of it ever runs.

    ## What it does

    Finds calls of async functions that stand alone: the call makes a coroutine object, the statement drops
    it, and not one line of the function runs.

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
        if not isinstance(node.value, ast.Call):
            return
        value = here.value(node.value)
        if not isinstance(value, Coroutine) or here.expects(node, "RuntimeWarning", "Warning"):
            return
        name = value.source.facts.qualname if value.source is not None else ast.unparse(node.value.func)
        related = here.defined_async(value.source)
        here.report(
            self,
            node.value,
            f"`{name}()` makes a coroutine that is never awaited: nothing of it runs",
            cure="await the call"
            if here.is_async
            else "make the function around it async, and await the call",
            fix=awaiting(node.value, here),
            related=related,
        )
