"""Swallowed cancellation in a TaskGroup: a worker goes on although the group is ending, and it never ends."""

import asyncio
from contextlib import suppress

from quality.known import Known

KNOWN = Known("timing", within=60, error="Deadlock", since=(3, 11))


class StopError(Exception):
    """The group is to end."""


async def _group(swallowed: type[BaseException]) -> None:
    queue: asyncio.Queue[str] = asyncio.Queue()

    async def work() -> None:
        while True:
            await queue.get()
            with suppress(swallowed):
                await asyncio.sleep(0.01)

    with suppress(BaseExceptionGroup):  # noqa: F821 - Python has it since 3.11
        async with asyncio.TaskGroup() as group:
            group.create_task(work())
            queue.put_nowait("job")
            await asyncio.sleep(0.1)
            raise StopError


async def broken() -> None:
    """Whatever happens to one job, the next one is done."""
    await _group(BaseException)


async def fixed() -> None:
    """An error of a job is no reason to stop; a cancellation is."""
    await _group(Exception)
