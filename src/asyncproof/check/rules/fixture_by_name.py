"""Rule fixture-by-name: an async fixture that is asked for while the loop runs."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.linking import Plain
from asyncproof.check.narrowing import only
from asyncproof.check.pytesting.fixtures import fixture_of
from asyncproof.check.pytesting.loops import runs_fixture
from asyncproof.check.pytesting.tests import Runner
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Function


class FixtureByName(Rule):
    """An async test asks `request.getfixturevalue` for an async fixture, which has to run in a running loop.

    ## What it does

    Finds calls of `request.getfixturevalue("name")` in async tests and async fixtures that pytest-asyncio
    runs, where the fixture is async and the test does not ask for it in another way, too.

    ## Why it is bad

    pytest-asyncio would have to start its loop inside of the loop that runs the test: "RuntimeError:
    Runner.run() cannot be called from a running event loop".

    ## Example

    ```python bad title="test_store.py"
    import pytest
    import pytest_asyncio


    @pytest_asyncio.fixture
    async def store():
        return {}


    @pytest.mark.asyncio
    async def test_the_store_is_empty(request):
        store = request.getfixturevalue("store")  # AP217
        assert store == {}
    ```

    ## What to do instead

    ```python good title="test_store.py"
    import asyncio

    import pytest
    import pytest_asyncio


    @pytest_asyncio.fixture
    async def store():
        await asyncio.sleep(0)
        return {}


    @pytest.mark.asyncio
    async def test_the_store_is_empty(store):
        await asyncio.sleep(0)
        assert store == {}
    ```

    Where the name is only known at run time, a sync fixture may call `getfixturevalue`.

    ## What it cannot see

    Names that are not written out, and fixtures wider than a test, which another test may have made before.
    """

    code = "AP217"
    name = "fixture-by-name"
    guide = "An async test gets its async fixtures by parameters."

    @only(called=("getfixturevalue",), in_async=True)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        function = here.function
        if not isinstance(node.func, ast.Attribute) or node.func.attr != "getfixturevalue":
            return
        asks = isinstance(node.func.value, ast.Name) and node.func.value.id == "request"
        if not asks or not here.is_async or function is None or len(node.args) != 1:
            return
        name = here.value(node.args[0])
        if isinstance(name, Plain) and isinstance(name.value, str):
            self._look(node, name.value, function, here)

    def _look(self, node: ast.Call, name: str, function: Function, here: Here) -> None:
        if not _is_run_by_asyncio(function, here):
            return
        marks = () if here.test is None else here.test.marks
        if name in here.closures.of_test(function, marks).ways:
            return  # it has been made before
        klass = function.home if function.is_method else None
        fixture = here.fixtures.find(name, here.module, klass, here.configuration)
        if fixture is None or not runs_fixture(fixture, here.configuration) or fixture.scope != "function":
            return
        here.report(
            self,
            node,
            f"`{name}` is an async fixture, and a loop is running already: it can't be made here",
            cure=f"ask for `{name}` by a parameter",
            related=(here.defined(fixture.function, "the fixture is made here"),),
        )


def _is_run_by_asyncio(function: Function, here: Here) -> bool:
    if here.test is not None:
        return here.test.runner is Runner.ASYNCIO and here.test.function == function
    fixture = fixture_of(here.evaluator, function)
    return fixture is not None and runs_fixture(fixture, here.configuration)
