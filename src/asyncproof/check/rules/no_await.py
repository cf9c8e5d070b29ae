"""Rule no-await: an async test that never waits."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import is_empty
from asyncproof.check.insight.suspending import own_nodes, suspends
from asyncproof.check.linking.shape import Shape
from asyncproof.check.pytesting.tests import Runner
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.tests import Test

_NEEDS_LOOP = ("asyncio.", "anyio.", "trio.", "aiohttp.", "uvloop.")
_SPEAKING = ("loop", "task", "future", "async", "aio", "client", "server", "session")
"""Words in names that let one think of something that needs a loop to run."""


class NoAwait(Rule):
    """An async test awaits nothing, so that it need not be async, or forgets to.

    ## What it does

    Finds async tests without `await`, `async with`, `async for` and async comprehensions, which name
    nothing that may need a running loop.

    ## Why it is bad

    Either an `await` is missing, or the test pays for a loop that it does not use, and its readers look for
    something that waits.

    ## Example

    ```python bad title="test_price.py"
    def price(item):
        return len(item)


    async def test_a_price():  # AP707
        assert price("book") == 4
    ```

    ## What to do instead

    ```python good title="test_price.py"
    def price(item):
        return len(item)


    def test_a_price():
        assert price("book") == 4
    ```

    ## What it cannot see

    Whether the code under test needs a running loop: then the test has to be async without a word of it.
    So the rule is off unless it is asked for. Ruff's `RUF029` finds the same in all functions.
    """

    code = "AP707"
    name = "no-await"
    severity = Severity.INFO
    default = False
    guide = "A test is async if it awaits something."
    also = ("RUF029",)

    def on_test(self, node: ast.AsyncFunctionDef, test: Test, here: Here) -> None:
        """Look at a test."""
        if not test.is_async or is_empty(node.body) or here.evaluator.shape(test.function) is Shape.UNKNOWN:
            return
        inside = list(own_nodes(node.body))
        if any(suspends(one) or isinstance(one, (ast.Yield, ast.YieldFrom)) for one in inside):
            return
        if test.runner is Runner.ISOLATED or test.function.facts.parameters[test.function.is_method :]:
            return  # what a fixture or a set-up gives may need the loop, and the test with it
        if any(_may_need_loop(one, here) for one in inside):
            return
        here.report(
            self,
            node,
            f"`{node.name}` is async and awaits nothing",
            cure="make it a plain function, or await what is forgotten",
        )


def _may_need_loop(node: ast.AST, here: Here) -> bool:
    if not isinstance(node, (ast.Name, ast.Attribute)):
        return False
    if any(word in ast.unparse(node).lower() for word in _SPEAKING):
        return True
    return (here.full_name(node) or "").startswith(_NEEDS_LOOP)
