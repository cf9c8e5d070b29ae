"""Sells: takes one from the stock, keeps the order, tells the customer; together or not at all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from examples.orders.repository import Orders


class SoldOutError(Exception):
    """Nothing is left of what was asked for."""


class Shop:
    """Opens a session, and with it a transaction, for each thing that is done."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], confirm: Callable[[str], Awaitable[None]]
    ) -> None:
        self._sessions = sessions
        self._confirm = confirm

    async def sell(self, name: str, customer: str) -> int:
        """Sell one of an item and return the number of the order; what fails leaves all as it was."""
        async with self._sessions.begin() as session:
            orders = Orders(session)
            item = await orders.item(name)
            if item is None or not await orders.take(item):
                raise SoldOutError(name)
            order = await orders.add_order(item, customer)
            await self._confirm(customer)
            return order.id
