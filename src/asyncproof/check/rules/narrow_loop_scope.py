"""Rule narrow-loop-scope: a fixture that outlives the event loop that it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.pytesting.loops import loop_scope_of_fixture, may_have_one_loop, width
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.fixtures import Fixture


class NarrowLoopScope(Rule):
    """An async fixture is kept longer than the event loop that it runs in.

    ## What it does

    Finds fixtures that pytest-asyncio runs and whose loop scope is narrower than their scope: the
    `loop_scope` of the decorator, or `asyncio_default_fixture_loop_scope` of the configuration where it has
    none.

    ## Why it is bad

    Every test that asks for it fails before it begins: "ScopeMismatch: You tried to access the function
    scoped fixture _function_scoped_runner with a module scoped request object." Most come to this by the
    setting `asyncio_default_fixture_loop_scope = "function"`: it stops a warning and breaks wider fixtures.

    ## Example

    ```python bad title="test_store.py"
    import pytest
    import pytest_asyncio


    @pytest_asyncio.fixture(scope="module", loop_scope="function")
    async def store():  # AP214
        yield {}


    @pytest.mark.asyncio
    async def test_the_store_is_empty(store):
        assert store == {}
    ```

    ## What to do instead

    ```python good title="test_store.py"
    import asyncio

    import pytest
    import pytest_asyncio


    @pytest_asyncio.fixture(scope="module", loop_scope="module")
    async def store():
        await asyncio.sleep(0)
        yield {}


    @pytest.mark.asyncio(loop_scope="module")
    async def test_the_store_is_empty(store):
        await asyncio.sleep(0)
        assert store == {}
    ```

    ## What it cannot see

    Scopes that are computed, and settings from the command line.
    """

    code = "AP214"
    name = "narrow-loop-scope"
    guide = "The loop of an async fixture lives at least as long as the fixture."

    def on_fixture(self, node: ast.FunctionDef | ast.AsyncFunctionDef, fixture: Fixture, here: Here) -> None:
        """Compare the two scopes of a fixture."""
        its = loop_scope_of_fixture(fixture, here.configuration)
        if its is None or fixture.scope is None or width(its) >= width(fixture.scope):
            return
        if fixture.name == "event_loop" or may_have_one_loop(here.fixtures, here.module, here.configuration):
            return  # a loop that is made by hand is another mistake
        place = here.configuration.place_of("asyncio_default_fixture_loop_scope")
        said = f" (set in {place})" if fixture.loop_scope is None and place is not None else ""
        here.report(
            self,
            node,
            f"`{fixture.name}` is kept for a {fixture.scope}, and its loop{said} only for a {its}: "
            "pytest stops with ScopeMismatch",
            cure=f'say `loop_scope="{fixture.scope}"` in its decorator',
        )
