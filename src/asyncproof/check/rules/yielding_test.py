"""Rule yielding-test: a test with `yield`, which nobody runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.pytesting.tests import Runner
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.tests import Test

_THOSE = {
    Runner.ASYNCIO: "pytest-asyncio ignores it: it is reported as an expected failure",
    Runner.ANYIO: "anyio does not run async generators",
    Runner.ISOLATED: "`unittest` calls it, gets a generator and drops it: the test passes",
    Runner.UNITTEST: "`unittest` calls it, gets a generator and drops it: the test passes",
    Runner.PYTEST: "pytest has not run such tests since its version 4",
}


class YieldingTest(Rule):
    """A test has `yield` in it, which makes it a generator that nobody runs.

    ## What it does

    Finds tests whose own body has a `yield`, async or not.

    ## Why it is bad

    pytest-asyncio says "Tests based on asynchronous generators are not supported. test_it will be ignored."
    and counts the test as an expected failure; `unittest` lets it pass. Not one line of it runs. It is
    mostly a fixture that lost its decorator.

    ## Example

    ```python bad title="test_store.py"
    import pytest


    @pytest.mark.asyncio
    async def test_the_store_is_empty():  # AP208
        store = {}
        yield store
        assert store == {}
    ```

    ## What to do instead

    ```python good title="test_store.py"
    import asyncio

    import pytest


    @pytest.mark.asyncio
    async def test_the_store_is_empty():
        store = {}
        await asyncio.sleep(0)
        assert store == {}
    ```

    ## What it cannot see

    Whether a decorator or a hook of the project runs generators: where one may, it says nothing.
    """

    code = "AP208"
    name = "yielding-test"
    guide = "A test is a coroutine function; what yields is a fixture."

    def on_test(self, node: ast.FunctionDef | ast.AsyncFunctionDef, test: Test, here: Here) -> None:
        """Look at a test."""
        what = _THOSE.get(test.runner)
        if not test.function.facts.is_generator or what is None or here.configuration.hooked:
            return
        if test.is_async and test.runner is Runner.UNITTEST:
            return  # such a test would not run without `yield` either
        here.report(
            self,
            node,
            f"`{node.name}` has a `yield`, so nobody runs it: {what}",
            cure="take the `yield` out, or make it a fixture with another name",
        )
