"""A task group inside another swallows the outer one's cancellation if tasks of both fail at the same moment.

issue: https://github.com/python/cpython/issues/116720
bad: python==3.12.1
fixed: python==3.13.0
"""

import asyncio
from contextlib import suppress


async def fail(after: float) -> None:
    """Fail after a while."""
    await asyncio.sleep(after)
    raise ConnectionError


async def scenario() -> None:
    """A service has a helper, and retries what fails; it ends as soon as its helper does."""

    async def serve() -> None:
        async with asyncio.TaskGroup() as service:
            service.create_task(fail(after=0.2))
            with suppress(Exception):
                async with asyncio.TaskGroup() as attempt:
                    attempt.create_task(fail(after=0.1))
            await asyncio.Event().wait()

    with suppress(Exception):
        await serve()
