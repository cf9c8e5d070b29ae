"""Lost wake-up with a Condition: whoever waits without asking first sleeps through what is already there."""

import asyncio

from quality.known import Known

KNOWN = Known("latency", within=30, error="Deadlock")


async def _run(*, asks: bool) -> None:
    changed, items = asyncio.Condition(), []

    async def take() -> None:
        async with changed:
            if asks:
                await changed.wait_for(lambda: items)
            else:
                await changed.wait()
            assert items.pop() == "item"

    async def give() -> None:
        async with changed:
            items.append("item")
            changed.notify()

    await asyncio.gather(take(), give())


async def broken() -> None:
    """It waits for the news."""
    await _run(asks=False)


async def fixed() -> None:
    """It waits until there is something."""
    await _run(asks=True)
