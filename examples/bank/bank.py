"""Accounts with a lock each, which every transfer takes in the same order."""

from __future__ import annotations

import asyncio
from itertools import count

_numbers = count()


class Account:
    """Some money, and who may touch it now."""

    def __init__(self, balance: int) -> None:
        self.balance = balance
        self.lock = asyncio.Lock()
        self.number = next(_numbers)


async def transfer(source: Account, target: Account, amount: int) -> None:
    """Move money; the bank's ledger takes a moment. Money that is not there is a ValueError."""
    first, second = sorted((source, target), key=lambda account: account.number)
    async with first.lock, second.lock:
        if source.balance < amount:
            raise ValueError(f"{amount} of {source.balance} can't be moved")
        await asyncio.sleep(0.1)
        source.balance -= amount
        target.balance += amount
