"""Garbage-collected task: nobody but its own future holds it, and the collector takes both away."""

import asyncio
from weakref import WeakValueDictionary

from quality.known import Known

KNOWN = Known(
    "timing",
    within=1000,
    not_found="when the garbage collector runs is no choice of a run; the plugin's guards see such a task",
)


class Request:
    """A question, and who waits for its reply."""

    def __init__(self) -> None:
        self.reply: asyncio.Future[str] = asyncio.get_running_loop().create_future()


async def _exchange(*, keep: bool) -> None:
    pending: WeakValueDictionary[int, Request] = WeakValueDictionary()
    kept: set[asyncio.Task[None]] = set()
    over: list[asyncio.Task[None]] = []

    async def ask() -> None:
        request = Request()
        pending[1] = request
        await request.reply

    task = asyncio.create_task(ask())
    task.add_done_callback(over.append)
    if keep:
        kept.add(task)
    del task
    await asyncio.sleep(5)
    if 1 in pending and not pending[1].reply.done():
        pending[1].reply.set_result("reply")
    await asyncio.sleep(5)
    assert over


async def broken() -> None:
    """The task is made and forgotten."""
    await _exchange(keep=False)


async def fixed() -> None:
    """Somebody holds the task until it is done."""
    await _exchange(keep=True)
