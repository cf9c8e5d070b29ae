"""A background worker: takes jobs from a queue, shows that it is alive, and stops in good order."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

Job = Callable[[], Awaitable[None]]


class Worker:
    """Runs one job after the other; a job that fails is noted, and the next one runs."""

    def __init__(self, *, beat: Callable[[], None], every: float = 30.0) -> None:
        self._beat = beat
        self._every = every
        self._jobs: asyncio.Queue[Job] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []
        self.failures: list[Exception] = []

    async def __aenter__(self) -> Worker:  # noqa: PYI034 - typing.Self came with 3.11
        self._tasks = [asyncio.create_task(self._work()), asyncio.create_task(self._show_life())]
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.stop(grace=0)

    def submit(self, job: Job) -> None:
        """Put a job at the end of the queue."""
        self._jobs.put_nowait(job)

    async def stop(self, *, grace: float) -> bool:
        """Wait at most `grace` seconds for the jobs that are left, then end; tell whether all were done."""
        try:
            await asyncio.wait_for(self._jobs.join(), timeout=grace)
            finished = True
        except asyncio.TimeoutError:
            finished = False
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        return finished

    async def _work(self) -> None:
        while True:
            job = await self._jobs.get()
            try:
                await job()
            except Exception as failure:
                self.failures.append(failure)
            finally:
                self._jobs.task_done()

    async def _show_life(self) -> None:
        while True:
            self._beat()
            await asyncio.sleep(self._every)
