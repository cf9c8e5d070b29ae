"""A lock is released while a cancelled waiter still stands in its queue; whoever comes next waits for ever.

issue: https://github.com/agronholm/anyio/pull/1145
bad: anyio==4.13.0
fixed: anyio==4.14.0
"""

import math

import anyio


async def scenario() -> None:
    """Visitors come one after the other and need one lock; one of them waits for some time only."""
    lock = anyio.Lock()

    async def visit(after: float, patience: float = math.inf) -> None:
        await anyio.sleep(after)
        with anyio.move_on_after(patience):
            async with lock:
                await anyio.sleep(0.1)

    async with anyio.create_task_group() as group:
        group.start_soon(visit, 0)
        group.start_soon(visit, 0.05, 0.2)
        group.start_soon(visit, 0.2)
