"""The repository in a session that is rolled back, the service on a database of its own."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from asyncproof.kit import Database, Fresh
from examples.orders.models import Order
from examples.orders.repository import Orders
from examples.orders.service import Shop, SoldOutError

pytestmark = pytest.mark.virtual_time(network="real")  # PostgreSQL is somewhere outside


async def say_nothing(customer: str) -> None:
    """Confirm without a word."""


async def stocked(db: Fresh, left: int) -> None:
    """Put so many teas into the shop."""
    async with db.sessions.begin() as session:
        await Orders(session).add_item("tea", left)


async def state(db: Fresh) -> tuple[int, list[str]]:
    """Return how many teas are left, and who has ordered one, as another connection sees it."""
    async with db.session() as session:
        orders = Orders(session)
        item = await orders.item("tea")
        assert item is not None
        return item.left, await orders.customers(item)


async def test_an_item_is_kept_and_found(home: Database) -> None:
    """What was added is found by its name, and nothing else is."""
    async with home.session() as session:
        orders = Orders(session)
        added = await orders.add_item("tea", 2)
        assert await orders.item("tea") is added
        assert await orders.item("coffee") is None


async def test_a_name_is_there_once(home: Database) -> None:
    """The second item of a name is refused by the database."""
    async with home.session() as session:
        orders = Orders(session)
        await orders.add_item("tea", 2)
        with pytest.raises(IntegrityError):
            await orders.add_item("tea", 3)


async def test_a_sale_is_committed(db: Fresh) -> None:
    """One is taken and the order is kept, for all connections to see."""
    await stocked(db, 2)
    number = await Shop(db.sessions, say_nothing).sell("tea", "ann")
    assert await state(db) == (1, ["ann"])
    async with db.session() as session:
        order = await session.get(Order, number)
        assert order is not None
        assert order.customer == "ann"


@pytest.mark.parametrize("name", ["tea", "coffee"])
async def test_what_is_sold_out_or_unknown(db: Fresh, name: str) -> None:
    """It can't be bought, and nothing has changed."""
    await stocked(db, 0)
    with pytest.raises(SoldOutError, match=name):
        await Shop(db.sessions, say_nothing).sell(name, "ann")
    assert await state(db) == (0, [])


async def test_a_confirmation_that_fails_undoes_all(db: Fresh) -> None:
    """Neither the stock nor the orders have changed."""

    async def fail(customer: str) -> None:
        raise ConnectionError("no mail today")

    await stocked(db, 2)
    with pytest.raises(ConnectionError, match="no mail today"):
        await Shop(db.sessions, fail).sell("tea", "ann")
    assert await state(db) == (2, [])


async def test_a_sale_that_is_cut_off_undoes_all(db: Fresh) -> None:
    """A time limit that strikes while the customer is told leaves all as it was."""

    async def take_for_ever(customer: str) -> None:
        await asyncio.sleep(3600)

    await stocked(db, 2)
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(Shop(db.sessions, take_for_ever).sell("tea", "ann"), timeout=1)
    assert await state(db) == (2, [])


async def test_three_customers_and_two_teas(home: Database, db: Fresh) -> None:
    """Who comes at the same time gets what is left, and not one more."""
    await stocked(db, 2)
    shop = Shop(db.sessions, say_nothing)
    ended = await asyncio.gather(
        *(shop.sell("tea", name) for name in ("ann", "bob", "cy")), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in ended) == ["SoldOutError", "int", "int"]
    left, customers = await state(db)
    assert (left, len(customers)) == (0, 2)
    async with db.session() as session:
        assert await session.scalar(select(func.count()).select_from(Order)) == 2
