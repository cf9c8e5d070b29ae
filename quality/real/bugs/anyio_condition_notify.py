"""A condition notifies a waiter whose scope is cancelled at the same moment, and nobody else is woken up.

issue: https://anyio.readthedocs.io/en/stable/versionhistory.html
bad: anyio==4.12.1
fixed: anyio==4.13.0
"""

import anyio


async def scenario() -> None:
    """A queue has two readers, of whom one gives up after a while; each that is left gets an item."""
    items: list[str] = []
    changed = anyio.Condition()

    async def put(item: str) -> None:
        async with changed:
            items.append(item)
            changed.notify()

    async def get() -> None:
        async with changed:
            while not items:
                await changed.wait()
            items.pop()

    async def get_or_give_up() -> None:
        with anyio.move_on_after(0.3) as scope:
            await get()
        if not scope.cancelled_caught:
            await put("one for the other")

    async with anyio.create_task_group() as group:
        group.start_soon(get_or_give_up)
        group.start_soon(get)
        await anyio.sleep(0.1)
        await put("one")
