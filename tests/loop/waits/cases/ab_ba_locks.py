"""Two tasks take two locks in opposite orders."""

from __future__ import annotations

import asyncio


class Bank:
    def __init__(self) -> None:
        self.a, self.b = asyncio.Lock(), asyncio.Lock()

    async def pay(self) -> None:
        async with self.a:
            await asyncio.sleep(0)
            async with self.b:
                pass

    async def refund(self) -> None:
        async with self.b:
            await asyncio.sleep(0)
            async with self.a:
                pass


async def transfers() -> None:
    """Pay and refund at the same time."""
    bank = Bank()
    first = asyncio.create_task(bank.pay(), name="transfer-1")
    second = asyncio.create_task(bank.refund(), name="transfer-2")
    await asyncio.gather(first, second)


main = transfers
