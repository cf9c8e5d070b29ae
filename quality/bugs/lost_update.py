"""Lost update: two deposits read the balance before either has written it."""

import asyncio

from quality.known import Known

KNOWN = Known("latency", within=40)


class Account:
    """A balance that is kept far away."""

    def __init__(self) -> None:
        self.balance = 0
        self.lock = asyncio.Lock()

    async def deposit(self, amount: int) -> None:
        """Read, wait for the database, write."""
        balance = self.balance
        await asyncio.sleep(0.01)
        self.balance = balance + amount

    async def deposit_alone(self, amount: int) -> None:
        """Do the same with nobody between."""
        async with self.lock:
            await self.deposit(amount)


async def broken() -> None:
    """The second deposit comes when the first should be over."""
    account = Account()

    async def later() -> None:
        await asyncio.sleep(0.05)
        await account.deposit(1)

    await asyncio.gather(account.deposit(1), later())
    assert account.balance == 2


async def fixed() -> None:
    """A lock keeps the second out until the first is over."""
    account = Account()

    async def later() -> None:
        await asyncio.sleep(0.05)
        await account.deposit_alone(1)

    await asyncio.gather(account.deposit_alone(1), later())
    assert account.balance == 2
