"""Small objects to watch: with a race, without one, and models of them."""

from __future__ import annotations

import asyncio


class BrokeError(Exception):
    """There is not enough."""


class Account:
    """Has a race between a look and a change."""

    def __init__(self, balance: int = 100) -> None:
        self.balance = balance
        self.lock = asyncio.Lock()

    async def withdraw(self, amount: int) -> bool:
        """Take something, if it is there."""
        if self.balance < amount:
            return False
        await asyncio.sleep(0.01)
        self.balance -= amount
        return True

    async def safely(self, amount: int) -> bool:
        """Take something, with nobody else there."""
        async with self.lock:
            return await self.withdraw(amount)

    async def demand(self, amount: int) -> None:
        """Take something, or complain."""
        if not await self.withdraw(amount):
            raise BrokeError(amount)

    async def move(self, amount: int) -> None:
        """Take something, and give it back a moment later."""
        self.balance -= amount
        await asyncio.sleep(0.01)
        self.balance += amount

    def look(self) -> int:
        """Say how much there is."""
        return self.balance


class Ledger:
    """A model of an account: without anything that waits."""

    def __init__(self) -> None:
        self.balance = 100

    def withdraw(self, amount: int) -> bool:
        """Take something, if it is there."""
        if self.balance < amount:
            return False
        self.balance -= amount
        return True
