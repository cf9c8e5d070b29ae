"""A token that is on its way to a waiter is given to whoever asks in between, so that two hold the only one.

issue: https://github.com/agronholm/anyio/issues/1170
bad: anyio==4.14.1
fixed: anyio==4.14.2
"""

import anyio


async def scenario() -> None:
    """Requests use one token each, and some would rather do without than wait."""
    limiter = anyio.CapacityLimiter(1)
    most = 0

    async def request() -> None:
        nonlocal most
        async with limiter:
            most = max(most, limiter.borrowed_tokens)
            await anyio.sleep(0.1)

    async def impatient_request() -> None:
        nonlocal most
        await anyio.sleep(0.05)
        try:
            limiter.acquire_nowait()
        except anyio.WouldBlock:
            return
        try:
            await anyio.sleep(0.1)
            most = max(most, limiter.borrowed_tokens)
        finally:
            limiter.release()

    async with anyio.create_task_group() as group:
        group.start_soon(request)
        group.start_soon(request)
        group.start_soon(impatient_request)
    assert most <= 1
