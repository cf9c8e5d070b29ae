"""Tests that share what may not be shared, look too late, and never meet."""

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from asyncproof.kit import database
from examples.orders.bad.service import HastyShop
from examples.orders.models import Base
from examples.orders.repository import Orders

DB = database("sqlite+aiosqlite://", metadata=Base.metadata)


@pytest.fixture
async def db():
    async with DB.fresh() as db:
        async with db.sessions.begin() as session:
            await Orders(session).add_item("tea", 2)
        yield db


@pytest.fixture
async def db_session(db):
    async with db.session() as session:
        yield session


async def left(session):
    return (await Orders(session).item("tea")).left


async def test_one_session_for_two_tasks(db_session):
    first, second = await asyncio.gather(left(db_session), left(db_session))  # check: shared-session
    assert first == second


async def test_an_order_after_its_session(db):  # explain: detached-instance
    async with AsyncSession(db.engine) as session:
        orders = Orders(session)
        order = await orders.add_order(await orders.item("tea"), "ann")
        await session.commit()
    assert order.customer == "ann"


async def test_that_forgets_the_service(db):  # guard: never-awaited
    HastyShop(db.sessions).sell("tea", "ann")  # check: missing-await
    async with db.session() as session:
        assert (await Orders(session).item("tea")).left == 2


async def test_two_sales_at_once(db):  # fails: AssertionError
    shop = HastyShop(db.sessions)
    await asyncio.gather(shop.sell("tea", "ann"), shop.sell("tea", "bob"))
    async with db.session() as session:
        assert (await Orders(session).item("tea")).left == 0


async def test_two_customers_in_one_transaction():  # check: nothing-asserted; error: interleaved-transactions
    async with DB.rolled_back() as db:
        async with db.sessions.begin() as session:
            await Orders(session).add_item("tea", 2)

        async def sell(name):
            async with db.session() as session:
                orders = Orders(session)
                await orders.add_order(await orders.item("tea"), name)
                await asyncio.sleep(0.1)
                await session.commit()

        await asyncio.gather(sell("ann"), sell("bob"))
