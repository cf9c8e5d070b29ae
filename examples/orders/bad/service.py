"""Sells in several transactions, and reads the stock before it writes it."""

import asyncio

from examples.orders.repository import Orders


class HastyShop:
    def __init__(self, sessions):
        self.sessions = sessions

    async def sell(self, name, customer):
        async with self.sessions() as session:
            orders = Orders(session)
            item = await orders.item(name)
            left = item.left
            if not left:
                return None
            await asyncio.sleep(0.1)  # as if the customer paid
            item.left = left - 1
            await session.commit()
            order = await orders.add_order(item, customer)
            await session.commit()
            return order
