"""Runs jobs, so many at a time, and says of each how it ended."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

Job = Callable[[], Awaitable[Any]]


@dataclass(frozen=True)
class Ended:
    """How a job ended: with a result or with an error, and when, in seconds of the loop's clock."""

    name: str
    result: Any
    error: Exception | None
    began: float
    ended: float

    @property
    def took(self) -> float:
        """How long the job ran, without its waiting for a place."""
        return self.ended - self.began


class TaskQueue:
    """Runs at most `places` jobs at a time; `ended` has those that are through, as they ended."""

    def __init__(self, *, places: int) -> None:
        self._places = places
        self.ended: list[Ended] = []

    async def run(self, jobs: Mapping[str, Job]) -> list[Ended]:
        """Run the jobs and say how each ended, in the order in which they were given."""
        free = asyncio.Semaphore(self._places)
        tasks = [asyncio.ensure_future(self._run(name, job, free)) for name, job in jobs.items()]
        try:
            return await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()  # who is cut off leaves nothing behind; to those that have ended it is nothing
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, name: str, job: Job, free: asyncio.Semaphore) -> Ended:
        clock = asyncio.get_running_loop().time
        async with free:
            began, result, error = clock(), None, None
            try:
                result = await job()
            except Exception as failure:
                error = failure
            ended = Ended(name, result, error, began, clock())
            self.ended.append(ended)
            return ended
