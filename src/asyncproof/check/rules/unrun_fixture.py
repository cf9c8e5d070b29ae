"""Rule unrun-fixture: an async fixture that pytest-asyncio leaves alone."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import at_of
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.insight.left_alone import left_alone
from asyncproof.check.pytesting.configuration import Mode
from asyncproof.check.pytesting.tests import Runner
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.fixtures import Fixture
    from asyncproof.check.pytesting.tests import Test


class UnrunFixture(Rule):
    """A test asks for an async fixture made with `@pytest.fixture`, which nobody runs in strict mode.

    ## What it does

    Finds tests run by pytest-asyncio in strict mode that ask for a fixture which is `async def` and decorated
    with `@pytest.fixture`, in the same file, a `conftest.py` or a plugin: by a parameter, by `usefixtures`,
    or through other fixtures.

    ## Why it is bad

    In strict mode pytest-asyncio runs the fixtures of `@pytest_asyncio.fixture` only. Newer versions of
    pytest fail the test; with older ones it gets a coroutine or an async generator in the place of the value.

    ## Example

    ```python bad title="test_store.py"
    import pytest


    @pytest.fixture
    async def store():
        yield {}


    @pytest.mark.asyncio
    async def test_the_store_is_empty(store):  # AP203
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
    import pytest
    import pytest_asyncio


    @pytest_asyncio.fixture
    async def store():
        yield {}


    @pytest.mark.asyncio
    async def test_the_store_is_empty(store):
        assert store == {}
    ```

    ## What it cannot see

    Projects whose mode is set where no file says it. Fixtures of tests that anyio runs are left alone: anyio
    runs them.
    """

    code = "AP203"
    name = "unrun-fixture"
    guide = "In strict mode async fixtures are made with pytest_asyncio.fixture."

    def on_test(self, node: ast.FunctionDef | ast.AsyncFunctionDef, test: Test, here: Here) -> None:
        """Look at what a test asks for."""
        if here.configuration.asyncio_mode is not Mode.STRICT or test.runner is not Runner.ASYNCIO:
            return
        for place, way in left_alone(node, test, here):
            fixture = way.fixture
            through = f" ({way.told})" if len(way.fixtures) > 1 else ""
            here.report(
                self,
                place,
                f"`{fixture.name}`{through} is async and made with `@pytest.fixture`: in strict mode nobody "
                "runs it",
                cure="make it with `@pytest_asyncio.fixture`",
                related=(here.defined(fixture.function, "the fixture is made here"),),
                fix=_made_anew(fixture, here),
            )


def _made_anew(fixture: Fixture, here: Here) -> Fix | None:
    """Return the fix of the decorator, if the fixture is made in the file of the test."""
    named = here.called("pytest_asyncio", "fixture")
    tree = here.parents[0]
    if named is None or not isinstance(tree, ast.Module) or fixture.function.path != here.module.facts.path:
        return None
    for node in nodes_in(tree):
        if isinstance(node, ast.AsyncFunctionDef) and at_of(node) == fixture.function.facts.at:
            makers = [one.func if isinstance(one, ast.Call) else one for one in node.decorator_list]
            found = [one for one in makers if here.full_name(one) == "pytest.fixture"]
            if len(found) == 1:
                edit = Edit(Span.of(found[0]), named.text)
                return Fix("make it with @pytest_asyncio.fixture", (edit,), named.imports, safe=True)
    return None
