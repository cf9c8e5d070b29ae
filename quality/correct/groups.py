"""Task groups and timeouts, which Python has since 3.11."""

import asyncio
import sys


class StopError(Exception):
    """Ends a group."""


async def a_group_cancels_the_others() -> None:
    """Who fails ends the group: nobody of it goes on, and the error is told."""
    finished = []

    async def slow() -> None:
        await asyncio.sleep(3600)
        finished.append("slow")

    told = None
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(slow())
            await asyncio.sleep(0.01)
            raise StopError
    except BaseExceptionGroup as error:  # noqa: F821 - Python has it since 3.11
        told = error.exceptions[0]
    assert isinstance(told, StopError)
    assert not finished


async def a_group_waits_for_all() -> None:
    """Behind the block everybody of it is done."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(asyncio.sleep(delay)) for delay in (0.01, 0.02)]
    assert all(task.done() for task in tasks)


async def a_timeout_ends_what_never_comes() -> None:
    """It is told as a TimeoutError, and only outside of the block."""
    told = False
    try:
        async with asyncio.timeout(1):
            await asyncio.Event().wait()
    except TimeoutError:
        told = True
    assert told


PROGRAMS = (
    {
        a_group_cancels_the_others: "",
        a_group_waits_for_all: "",
        a_timeout_ends_what_never_comes: "",
    }
    if sys.version_info >= (3, 11)
    else {}
)
