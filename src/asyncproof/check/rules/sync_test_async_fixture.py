"""Rule sync-test-async-fixture: a sync test with an async fixture that nobody runs for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.insight.left_alone import left_alone
from asyncproof.check.pytesting.backend import asks_for_backend
from asyncproof.check.pytesting.configuration import Mode
from asyncproof.check.pytesting.tests import Runner, has_strange_runner
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.tests import Test


class SyncTestAsyncFixture(Rule):
    """A sync test asks for an async fixture made with `@pytest.fixture`, which nobody runs in strict mode.

    ## What it does

    Finds tests that are no `async def` and ask, directly or through other fixtures, for one that is `async
    def` and made with `@pytest.fixture`, in projects whose mode is strict.

    It is a common belief that sync tests can't use async fixtures at all. They can: what
    `@pytest_asyncio.fixture` makes is run for them too, as is every async fixture in auto mode.

    ## Why it is bad

    pytest 9 fails the test: "requested an async fixture, with no plugin or hook that handled it". With older
    ones the test gets a coroutine or an async generator in the place of the value.

    ## Example

    ```python bad title="test_store.py"
    import pytest


    @pytest.fixture
    async def store():
        return {}


    def test_the_store_is_empty(store):  # AP210
        assert store == {}
    ```

    ```toml bad title="pyproject.toml"
    [project]
    name = "shop"
    dependencies = ["pytest", "pytest-asyncio"]

    [tool.pytest.ini_options]
    asyncio_mode = "strict"
    ```

    ## What to do instead

    ```python good title="test_store.py"
    import asyncio

    import pytest_asyncio


    @pytest_asyncio.fixture
    async def store():
        await asyncio.sleep(0)
        return {}


    def test_the_store_is_empty(store):
        assert store == {}
    ```

    ```toml good title="pyproject.toml"
    [project]
    name = "shop"
    dependencies = ["pytest", "pytest-asyncio"]

    [tool.pytest.ini_options]
    asyncio_mode = "strict"
    ```

    ## What it cannot see

    Hooks and other plugins that run such fixtures: where one may, it says nothing.
    """

    code = "AP210"
    name = "sync-test-async-fixture"
    guide = "A sync test gets the value of an async fixture only if pytest-asyncio runs that."

    def on_test(self, node: ast.FunctionDef | ast.AsyncFunctionDef, test: Test, here: Here) -> None:
        """Look at what a sync test takes with it."""
        configuration = here.configuration
        if test.runner is not Runner.PYTEST or configuration.asyncio_mode is not Mode.STRICT:
            return
        if configuration.hooked or has_strange_runner(configuration):
            return
        if asks_for_backend(here.fixtures, test.function, test.marks, configuration):
            return  # anyio runs fixtures for those who ask for its backend
        for place, way in left_alone(node, test, here):
            fixture = way.fixture
            through = f", which it gets through {way.told}" if len(way.fixtures) > 1 else ""
            here.report(
                self,
                place,
                f"nobody runs the async fixture `{fixture.name}` for `{node.name}`{through}: it is made with "
                "`@pytest.fixture`, and the mode is strict",
                cure="make it with `@pytest_asyncio.fixture`",
                related=(here.defined(fixture.function, "the fixture is made here"),),
            )
