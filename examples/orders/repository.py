"""Finds and keeps what is stored; whose transaction it is, is somebody else's business."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from examples.orders.models import Item, Order


class Orders:
    """The items and orders that a session sees."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add_item(self, name: str, left: int) -> Item:
        """Add an item, which has its number when this returns."""
        item = Item(name=name, left=left)
        self._session.add(item)
        await self._session.flush()
        return item

    async def item(self, name: str) -> Item | None:
        """Find an item by its name."""
        return await self._session.scalar(select(Item).where(Item.name == name))

    async def take(self, item: Item) -> bool:
        """Take one of an item if one is left; the database decides, so that no two get the same one."""
        taken = await self._session.execute(
            update(Item).where(Item.id == item.id, Item.left > 0).values(left=Item.left - 1)
        )
        return taken.rowcount == 1

    async def add_order(self, item: Item, customer: str) -> Order:
        """Add an order."""
        order = Order(item_id=item.id, customer=customer)
        self._session.add(order)
        await self._session.flush()
        return order

    async def customers(self, item: Item) -> list[str]:
        """Name who has ordered an item, in the order of their orders."""
        question = select(Order.customer).where(Order.item_id == item.id).order_by(Order.id)
        return list(await self._session.scalars(question))
