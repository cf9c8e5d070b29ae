"""A capacity limiter gives a token to a waiter that was just cancelled, and nobody gets it any more.

issue: https://github.com/agronholm/anyio/issues/947
bad: anyio==4.9.0
fixed: anyio==4.10.0
"""

import anyio


async def scenario() -> None:
    """Three workers share one token; who waits for too long gives up."""
    limiter = anyio.CapacityLimiter(1)

    async def work() -> None:
        async with limiter:
            await anyio.sleep(0.1)

    async def work_or_give_up() -> None:
        with anyio.move_on_after(0.15):
            await work()

    async with anyio.create_task_group() as group:
        group.start_soon(work)
        group.start_soon(work_or_give_up)
        group.start_soon(work)
