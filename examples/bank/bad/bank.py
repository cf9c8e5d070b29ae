"""Accounts with a lock each, and a transfer that takes both in the order in which they are named."""

import asyncio


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = asyncio.Lock()


async def transfer(source, target, amount):
    async with source.lock:
        await asyncio.sleep(0.1)
        async with target.lock:
            source.balance -= amount
            target.balance += amount
