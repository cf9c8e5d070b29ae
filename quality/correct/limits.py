"""Time limits, which may be over at any moment: asyncio's, and since 3.11 those of blocks."""

import asyncio
import sys
from collections.abc import Awaitable, Callable


async def a_limit_around_all_of_it() -> None:
    """It keeps a program from hanging; what it ends says nothing more."""
    found: list[int] = []

    async def find() -> None:
        await asyncio.sleep(0.01)
        found.append(1)

    await asyncio.wait_for(find(), 5)
    assert found == [1]


async def what_took_too_long_is_tried_again() -> None:
    """A second attempt follows whatever the first one had done."""
    done: list[str] = []

    async def work() -> str:
        await asyncio.sleep(0.01)
        await asyncio.sleep(0.01)
        return "done"

    for _ in range(2):
        try:
            done.append(await asyncio.wait_for(work(), 5))
        except asyncio.TimeoutError:
            continue
        break
    assert done == ["done"]


async def who_waits_looks_who_is_done() -> None:
    """What is not done when the limit is over is cancelled."""
    tasks = [asyncio.create_task(asyncio.sleep(0.01, number)) for number in range(2)]
    done, pending = await asyncio.wait(tasks, timeout=60)
    for task in pending:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert len(done) + len(pending) == len(tasks)
    assert all(task.done() for task in tasks)


async def a_worker_that_gives_up() -> None:
    """It looks for more to do, for so long; what it has begun it brings to its end."""
    queue: asyncio.Queue[int] = asyncio.Queue()
    for number in range(3):
        queue.put_nowait(number)
    begun: list[int] = []
    ended: list[int] = []

    async def worker() -> None:
        while True:
            try:
                number = await asyncio.wait_for(queue.get(), 10)
            except asyncio.TimeoutError:
                return
            begun.append(number)
            ended.append(number)

    await asyncio.create_task(worker())
    assert begun == ended


async def a_lock_is_given_back_at_the_limit() -> None:
    """A block that is left by a limit leaves its locks as well."""
    lock = asyncio.Lock()
    async with asyncio.timeout(30):
        for _ in range(2):
            try:
                async with asyncio.timeout(1), lock:
                    await asyncio.sleep(0.01)
            except TimeoutError:  # noqa: PERF203 - two turns
                pass
        assert not lock.locked()


PROGRAMS: dict[Callable[[], Awaitable[None]], str] = {
    a_limit_around_all_of_it: "",
    what_took_too_long_is_tried_again: "",
    who_waits_looks_who_is_done: "",
    a_worker_that_gives_up: "",
    **({a_lock_is_given_back_at_the_limit: ""} if sys.version_info >= (3, 11) else {}),
}
