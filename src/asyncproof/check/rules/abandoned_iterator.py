"""Rule abandoned-iterator: a loop leaves an async generator before its end, and nobody closes it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.insight.suspending import own_nodes
from asyncproof.check.insight.uses import How, around_of, uses_in
from asyncproof.check.linking import AsyncGenerator
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.check.here import Here

_LOOPS = (ast.For, ast.AsyncFor, ast.While)


class AbandonedIterator(Rule):
    """A loop over an async generator ends early, so that its clean-up runs at no certain time.

    ## What it does

    Finds `async for row in rows():` with `break` or `return` in its body, where `rows` is an async generator
    that yields inside of `try`.

    ## Why it is bad

    A generator that is left in the middle still stands at its `yield`. Its `finally` runs when the collector
    finds it and the loop has time, in another task, perhaps after the test: connections stay open and locks
    are held until then.

    ## Example

    ```python bad title="test_rows.py"
    import asyncio


    async def rows(connection):
        try:
            for number in range(10):
                await asyncio.sleep(0)
                yield number
        finally:
            connection["open"] = False


    async def test_the_first_row():
        async for row in rows({"open": True}):  # AP417
            assert row == 0
            break
    ```

    ## What to do instead

    ```python good title="test_rows.py"
    import asyncio
    from contextlib import aclosing


    async def rows(connection):
        try:
            for number in range(10):
                await asyncio.sleep(0)
                yield number
        finally:
            connection["open"] = False


    async def test_the_first_row():
        async with aclosing(rows({"open": True})) as found:
            async for row in found:
                assert row == 0
                break
    ```

    ## What it cannot see

    Generators that clean up by `async with`, and iterators that are classes of their own.
    """

    code = "AP417"
    name = "abandoned-iterator"
    severity = Severity.INFO
    guide = "Close an async iterator that you leave early, with `aclosing` or `aclose()`."

    def on_AsyncFor(self, node: ast.AsyncFor, here: Here) -> None:
        """Look at a loop and at what leaves it."""
        if not _leaves(node.body) or not (isinstance(node.iter, ast.Call) or _is_forgotten(node.iter, here)):
            return
        value = here.value(node.iter)
        if not isinstance(value, AsyncGenerator) or value.source is None:
            return
        facts = value.source.facts
        if not facts.is_async_generator or not any(
            arm.kind == "try" for one in facts.yields for arm in one.path
        ):
            return
        here.report(
            self,
            node.iter,
            f"the loop leaves `{value.source.facts.qualname}()` early: its `finally` runs at no certain time",
            cure="enter it with `async with contextlib.aclosing(...)`, and loop over that",
            related=(here.defined(value.source, "defined here, with a clean-up of its own"),),
        )


def _is_forgotten(node: ast.expr, here: Here) -> bool:
    """Tell whether a name stands for a generator that nothing but a loop uses."""
    function = around_of(here.parents)
    if function is None or not isinstance(node, ast.Name):
        return False
    uses = uses_in(function).of(node.id)
    return all(use.how is How.BOUND or use.node is node for use in uses) and len(uses) > 1


def _leaves(body: Iterable[ast.AST]) -> bool:
    """Tell whether the body of a loop ends the loop."""
    for node in own_nodes(body):
        if isinstance(node, ast.Return):
            return True
        if isinstance(node, ast.Break) and not _is_of_inner_loop(node, body):
            return True
    return False


def _is_of_inner_loop(node: ast.Break, body: Iterable[ast.AST]) -> bool:
    return any(
        isinstance(loop, _LOOPS) and any(one is node for part in loop.body for one in nodes_in(part))
        for loop in own_nodes(body)
    )
