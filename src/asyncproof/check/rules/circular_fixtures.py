"""Rule circular-fixtures: fixtures that need each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.fixtures import Fixture


class CircularFixtures(Rule):
    """A fixture needs itself, through those that it asks for.

    ## What it does

    Finds fixtures from which parameters lead back to the fixture itself, across files. A fixture that
    overrides another one and asks for that by the same name is no circle.

    ## Why it is bad

    Every test that asks for one of them fails: "recursive dependency involving fixture 'a' detected".

    ## Example

    ```python bad title="test_shop.py"
    import pytest
    import pytest_asyncio


    @pytest_asyncio.fixture
    async def customer(order):  # AP212
        return {"name": "Ann", "order": order}


    @pytest_asyncio.fixture
    async def order(customer):  # AP212
        return {"customer": customer}


    @pytest.mark.asyncio
    async def test_orders_know_their_customer(order):
        assert order["customer"]["name"] == "Ann"
    ```

    ## What to do instead

    ```python good title="test_shop.py"
    import asyncio

    import pytest
    import pytest_asyncio


    @pytest_asyncio.fixture
    async def customer():
        await asyncio.sleep(0)
        return {"name": "Ann"}


    @pytest_asyncio.fixture
    async def order(customer):
        await asyncio.sleep(0)
        return {"customer": customer}


    @pytest.mark.asyncio
    async def test_orders_know_their_customer(order):
        await asyncio.sleep(0)
        assert order["customer"]["name"] == "Ann"
    ```

    ## What it cannot see

    Circles that only an overriding fixture in one test file closes, and those through `getfixturevalue`.
    """

    code = "AP212"
    name = "circular-fixtures"
    guide = "Async fixtures must not depend on each other in a circle."

    def on_fixture(self, node: ast.FunctionDef | ast.AsyncFunctionDef, fixture: Fixture, here: Here) -> None:
        """Follow what a fixture asks for."""
        circle = here.closures.circle(fixture)
        if circle:
            way = " -> ".join(f"`{one.name}`" for one in circle)
            here.report(
                self,
                node,
                f"this fixture needs itself: {way}",
                cure="take out what both need into a third fixture",
                related=tuple(here.defined(one.function, "and it needs") for one in circle[1:-1]),
            )
