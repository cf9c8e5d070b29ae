"""Rule blocking-helper: an async function calls a plain one that blocks."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.replaced import ANYTHING
from asyncproof.check.hit import Confidence, Related, Span
from asyncproof.check.insight.blocking.chain import chain_of
from asyncproof.check.insight.blocking.known import KINDS, Kind
from asyncproof.check.insight.blocking.looking import runs_on_the_loop
from asyncproof.check.linking import FunctionValue
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.insight.blocking.chain import Chain, Hop


class BlockingHelper(Rule):
    """An async function calls a plain function of the project that blocks, itself or through others.

    ## What it does

    Follows the plain functions that an async function calls, over three of them, to `time.sleep`, a
    synchronous HTTP request, `subprocess.run` or `input`, and tells the whole way. Functions that are handed
    to a thread or an executor are not called by the loop, and not followed.

    ## Why it is bad

    It is the same as to block at this line: the event loop stands still. But nobody sees it here, and tools
    that look at one function at a time do not either.

    ## Example

    ```python bad title="test_stock.py"
    import time


    def wait_for_stock():
        time.sleep(0.1)


    def refill(shelf):
        wait_for_stock()
        shelf.append("pen")


    async def test_the_shelf_is_filled():
        shelf = []
        refill(shelf)  # AP506
        assert shelf == ["pen"]
    ```

    ## What to do instead

    ```python good title="test_stock.py"
    import asyncio
    import time


    def wait_for_stock():
        time.sleep(0.1)


    def refill(shelf):
        wait_for_stock()
        shelf.append("pen")


    async def test_the_shelf_is_filled():
        shelf = []
        await asyncio.to_thread(refill, shelf)
        assert shelf == ["pen"]
    ```

    Or make the helpers async.

    ## What it cannot see

    Ways longer than three functions, or through a decorated function, a generator or an object whose class it
    does not know; and whether the line that blocks is reached by this call. What is called in an `except`
    only, as a pause before the next try, is not told, and neither is reading a file: most helpers read small
    ones. A function that asks whether a loop is running is believed to do the right thing.
    """

    code = "AP506"
    name = "blocking-helper"
    severity = Severity.WARNING
    confidence = Confidence.LIKELY
    guide = "What an async function calls must not block, however deep."

    @only(in_async=True)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        if not here.is_async or isinstance(here.parent, ast.Await) or not runs_on_the_loop(here):
            return
        value = here.value(node.func) if here.may_be(node.func, FunctionValue) else None
        if not isinstance(value, FunctionValue) or value.function.facts.is_async:
            return
        chain = chain_of(here.evaluator, value.function)
        if chain is None or _is_replaced(chain, here):
            return
        way = " and ".join(f"`{hop.function.facts.name}()`" for hop in chain.hops[1:])
        through = f" through {way}" if way else ""
        here.report(
            self,
            node,
            f"`{ast.unparse(node.func)}()` blocks the event loop: it calls `{chain.name}()`{through}",
            cure="hand it to `asyncio.to_thread`, or make it async",
            related=tuple(_related(hop, here) for hop in chain.hops),
            severity=Severity.INFO if KINDS[chain.name] is Kind.INPUT else None,
        )


def _is_replaced(chain: Chain, here: Here) -> bool:
    """Tell whether the function around replaces something on the way."""
    names = {*chain.name.split("."), *(hop.function.facts.name for hop in chain.hops)}
    return not here.replaced().isdisjoint({*names, ANYTHING})


def _related(hop: Hop, here: Here) -> Related:
    line, column = hop.at
    is_here = hop.function.home.module is here.module
    path = here.shown_path if is_here else hop.function.path
    text = f"`{hop.function.facts.name}` calls `{hop.called}` here"
    return Related(path, Span(line, column, line, column), text)
