"""Check-then-act on a deque: two ask `in` before either has put its job there."""

import asyncio
from collections import deque

from quality.known import Known

KNOWN = Known("latency", within=60)


async def broken() -> None:
    """The check is before a wait, the act after it."""
    jobs: deque[str] = deque()
    started = []

    async def start(job: str, after: float) -> None:
        await asyncio.sleep(after)
        if job not in jobs:
            await asyncio.sleep(0)
            jobs.append(job)
            started.append(job)

    await asyncio.gather(start("mail", 0), start("mail", 0.05))
    assert started == ["mail"]


async def fixed() -> None:
    """Nothing is between the check and the act."""
    jobs: deque[str] = deque()
    started = []

    async def start(job: str, after: float) -> None:
        await asyncio.sleep(after)
        if job not in jobs:
            jobs.append(job)
            await asyncio.sleep(0)
            started.append(job)

    await asyncio.gather(start("mail", 0), start("mail", 0.05))
    assert started == ["mail"]
