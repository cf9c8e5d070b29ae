"""Rule managed-loop: a test starts the event loop by hand."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.linking import Instance
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.tests import Test

_STARTING = frozenset(("asyncio.run", "asyncio.new_event_loop"))
_LOOP = "asyncio.events.AbstractEventLoop"


class ManagedLoop(Rule):
    """A test that is not async starts an event loop by hand to run what is.

    ## What it does

    Finds plain tests that call `asyncio.run`, `asyncio.new_event_loop` or `run_until_complete`, and tells
    each of them once. It is off by default: it is a matter of style, and right for a test of loops
    themselves.

    ## Why it is bad

    Each test has its own way to make, close and clean up a loop, and most forget something: tasks that are
    left over, async generators that are not closed, a loop that stays set for the next test. Async fixtures
    can't be used, as they live on another loop.

    ## Example

    ```python bad title="test_prices.py"
    import asyncio


    async def load_price(name):
        return {"pen": 3}[name]


    def test_the_price_of_a_pen():
        assert asyncio.run(load_price("pen")) == 3  # AP602
    ```

    ## What to do instead

    ```python good title="test_prices.py"
    async def load_price(name):
        return {"pen": 3}[name]


    async def test_the_price_of_a_pen():
        assert await load_price("pen") == 3
    ```

    ## What it cannot see

    Loops that a helper starts.
    """

    code = "AP602"
    name = "managed-loop"
    severity = Severity.INFO
    default = False
    guide = "The test runner makes, runs and closes the loop, not the test."

    def on_test(self, node: ast.FunctionDef | ast.AsyncFunctionDef, test: Test, here: Here) -> None:
        """Look at a test."""
        if test.is_async:
            return
        calls = [call for call in nodes_in(node) if isinstance(call, ast.Call) and _starts(call, here)]
        if calls:
            first = min(calls, key=lambda call: (call.lineno, call.col_offset))
            here.report(
                self,
                first,
                f"`{ast.unparse(first.func)}()` manages an event loop by hand",
                cure="make the test async, and let the plugin run it",
            )


def _starts(node: ast.Call, here: Here) -> bool:
    if isinstance(node.func, ast.Attribute) and node.func.attr == "run_until_complete":
        receiver = here.value(node.func.value)
        return isinstance(receiver, Instance) and any(
            klass is not None and klass.name == _LOOP for klass in here.evaluator.line(receiver.klass)
        )
    return here.full_name(node) in _STARTING
