"""A worker takes every item and never says task_done()."""

from __future__ import annotations

import asyncio


async def worker(jobs: asyncio.Queue[int], results: list[int]) -> None:
    """Take jobs for ever."""
    while True:
        results.append(await jobs.get())


async def work() -> None:
    """Wait until three jobs are done."""
    jobs: asyncio.Queue[int] = asyncio.Queue()
    results: list[int] = []
    for number in range(3):
        jobs.put_nowait(number)
    working = [asyncio.create_task(worker(jobs, results), name=f"worker-{n}") for n in range(4)]
    await jobs.join()
    for task in working:
        task.cancel()


main = work
