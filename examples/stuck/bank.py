"""Accounts with a lock each, and a transfer that takes both: in the order in which they are named."""

from __future__ import annotations

import asyncio


class Account:
    """Some money, and who may touch it now."""

    def __init__(self, balance: int) -> None:
        self.balance = balance
        self.lock = asyncio.Lock()


async def transfer(source: Account, target: Account, amount: int) -> None:
    """Move money; the bank's ledger takes a moment."""
    async with source.lock:
        await asyncio.sleep(0.1)
        async with target.lock:
            source.balance -= amount
            target.balance += amount
