"""Programs that are run on a stock loop until nothing happens any more, to be looked at as they stand."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits import snapshot
from asyncproof.loop.waits.facts import Facts, facts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from asyncproof.loop.waits import TaskWait

_ROUNDS = 25


@dataclass
class Stalled:
    """A program that stands still."""

    loop: asyncio.AbstractEventLoop
    main: asyncio.Task[Any]

    @property
    def tasks(self) -> set[asyncio.Task[Any]]:
        """All tasks that are not done."""
        return asyncio.all_tasks(self.loop)

    def waits(self) -> dict[str, TaskWait]:
        """What each task waits for, by its name in the report."""
        return {one.name: one for one in snapshot(self.tasks, main=self.main)}

    def facts(self) -> Facts:
        """What can be seen of the main task."""
        return facts_of(0, self.main, [*self.tasks])


@contextmanager
def stalled(main: Callable[[], Coroutine[Any, Any, Any]]) -> Iterator[Stalled]:
    """Start *main* and let it get as far as it gets; in the end everything is cancelled."""
    loop = asyncio.SelectorEventLoop()
    try:
        program = Stalled(loop, loop.create_task(main()))
        for _ in range(_ROUNDS):
            loop.call_soon(loop.stop)
            loop.run_forever()
        yield program
    finally:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        loop.run_until_complete(_ended(left))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


async def _ended(tasks: set[asyncio.Task[Any]]) -> None:
    await asyncio.gather(*tasks, return_exceptions=True)


async def never() -> None:
    """Wait for a future that nobody completes."""
    await asyncio.get_running_loop().create_future()
