"""Rule awaited-fixture-value: a test awaits a value that its fixture has ready, or calls the fixture."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.hit import Fix
from asyncproof.check.insight.cutting import without_word
from asyncproof.check.linking import AsyncGenerator, FunctionValue, Generator, Instance, Items, Plain
from asyncproof.check.linking.calls import parameter_named
from asyncproof.check.linking.shape import Shape
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Value


class AwaitedFixtureValue(Rule):
    """A fixture is treated as the coroutine that it was: its value is awaited, or its function called.

    ## What it does

    Finds `await value` in tests and fixtures where `value` is a parameter and its fixture gives something
    that can't be awaited, `async for` over a list that a fixture gives, and calls of functions that are
    fixtures.

    ## Why it is bad

    pytest-asyncio has awaited the fixture before the test begins. The test fails with "object dict can't be
    used in 'await' expression", or with "Fixture "store" called directly".

    ## Example

    ```python bad title="test_store.py"
    import pytest
    import pytest_asyncio


    @pytest_asyncio.fixture
    async def store():
        return {"books": 1}


    @pytest.mark.asyncio
    async def test_the_store_has_books(store):
        books = await store  # AP216
        assert books == {"books": 1}


    @pytest.mark.asyncio
    async def test_the_store_is_open():
        assert await store()  # AP216
    ```

    ## What to do instead

    ```python good title="test_store.py"
    import asyncio

    import pytest
    import pytest_asyncio


    @pytest_asyncio.fixture
    async def store():
        await asyncio.sleep(0)
        return {"books": 1}


    @pytest.mark.asyncio
    async def test_the_store_has_books(store):
        await asyncio.sleep(0)
        assert store == {"books": 1}
    ```

    ## What it cannot see

    Values whose type is not certain, and calls of a fixture that another file defines.
    """

    code = "AP216"
    name = "awaited-fixture-value"
    guide = "A test gets the value of an async fixture, not a coroutine."

    def on_Await(self, node: ast.Await, here: Here) -> None:
        """Look at what is awaited."""
        name = node.value
        if not isinstance(name, ast.Name) or here.function is None or here.function.scope.given is None:
            return
        if name.id not in here.closures.asked_by(here.function) or here.expects(node, "TypeError"):
            return
        kind = _kind(here.value(name), here)
        if kind is not None:
            here.report(
                self,
                node,
                f"`{name.id}` is what its fixture gives, {kind}, which can't be awaited",
                cure=f"use `{name.id}` without `await`",
                fix=Fix("take out `await`", (without_word(node, name),)),
            )

    def on_AsyncFor(self, node: ast.AsyncFor, here: Here) -> None:
        """Look at what is iterated."""
        name = node.iter
        if not isinstance(name, ast.Name) or here.function is None or here.function.scope.given is None:
            return
        if name.id not in here.closures.asked_by(here.function) or here.expects(node, "TypeError"):
            return
        value = here.value(name)
        if isinstance(value, (Plain, Items, Generator)) or _has_none(value, here, "__aiter__"):
            here.report(
                self,
                name,
                f"`{name.id}` is what its fixture gives, {_kind(value, here) or 'an object'}: "
                "`async for` fails on it",
                cure=f"use `{name.id}` as it is"
                if isinstance(value, Instance)
                else "write `for` without `async`",
            )

    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at what is called."""
        if not isinstance(node.func, ast.Name):
            return
        if parameter_named(here.scope.function, node.func.id) is not None:
            self._call_of_value(node, node.func, here)
            return
        made = here.module.scope.bindings.get(node.func.id, ())
        if not any(getattr(one.value, "decorators", ()) for one in made):
            return  # most names, which nobody has to understand
        value = here.value(node.func)
        if isinstance(value, FunctionValue) and here.evaluator.shape(value.function) is Shape.FIXTURE:
            here.report(
                self,
                node,
                f"`{node.func.id}` is a fixture, and pytest does not let anybody call one",
                cure="ask for it by a parameter",
                related=(here.defined(value.function, "made a fixture here"),),
            )

    def _call_of_value(self, node: ast.Call, name: ast.Name, here: Here) -> None:
        """Tell of a list, a dict or a text that is called as if it were the fixture."""
        if here.function is None or here.function.scope.given is None:
            return
        value = here.value(name) if name.id in here.closures.asked_by(here.function) else None
        if isinstance(value, (Plain, Items)) and not here.expects(node, "TypeError"):
            here.report(
                self,
                node,
                f"`{name.id}` is what its fixture gives, {_kind(value, here)}, which can't be called",
                cure=f"use `{name.id}` as it is",
            )


def _has_none(value: Value, here: Here, method: str) -> bool:
    """Tell whether an object has no such method for certain."""
    return isinstance(value, Instance) and here.evaluator.lacks(value, method)


def _kind(value: Value, here: Here) -> str | None:
    """Return what a value is that can't be awaited; None if it may be."""
    if isinstance(value, (Plain, Items)):
        return f"{'an' if value.type[0] in 'aeiou' else 'a'} `{value.type}`"
    if isinstance(value, (AsyncGenerator, Generator)):
        return "a generator"
    if not isinstance(value, Instance):
        return None
    for klass in here.evaluator.line(value.klass):
        if klass is None or "__await__" in klass.facts.bindings:
            return None
    return f"a `{value.klass.facts.name}`"
