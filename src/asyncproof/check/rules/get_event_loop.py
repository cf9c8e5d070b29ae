"""Rule get-event-loop: an async function asks for the loop in the old way."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.insight.blocking.looking import runs_on_the_loop
from asyncproof.check.naming import name_of
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here


class GetEventLoop(Rule):
    """An async function asks for its loop by `get_event_loop`, which means two things.

    ## What it does

    Finds `asyncio.get_event_loop()` in async functions.

    ## Why it is bad

    In an async function it gives the running loop; elsewhere it made one, warned, or raises, as of Python
    3.14. Who moves the line into a plain function gets another loop without a word. `get_running_loop` says
    what is meant, and raises where there is none. (Some guides list `get_running_loop` among the pitfalls. It
    is not one: it is what this should be.)

    ## Example

    ```python bad title="test_clock.py"
    import asyncio


    async def now():
        return asyncio.get_event_loop().time()  # AP603
    ```

    ## What to do instead

    ```python good title="test_clock.py"
    import asyncio


    async def now():
        return asyncio.get_running_loop().time()
    ```

    ## What it cannot see

    Plain functions that async ones call: there it may be that no loop is running.
    """

    code = "AP603"
    name = "get-event-loop"
    severity = Severity.INFO
    guide = "The loop that runs is asked for by `get_running_loop`."

    @only(called=("get_event_loop",), in_async=True)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        name = last_name(node.func)
        if name != "get_event_loop" or node.args or not runs_on_the_loop(here):
            return
        if here.full_name(node) != "asyncio.get_event_loop" or name in here.replaced():
            return
        here.report(
            self,
            node,
            f"`{ast.unparse(node.func)}()` gives the running loop only here: elsewhere it makes one or fails",
            cure="use `asyncio.get_running_loop()`",
            fix=_fix(node.func, here),
        )


def _fix(function: ast.expr, here: Here) -> Fix | None:
    named = name_of(here.evaluator, here.scope, "asyncio", "get_running_loop")
    if named is None:
        return None
    return Fix("ask for the running loop", (Edit(Span.of(function), named.text),), named.imports, safe=True)
