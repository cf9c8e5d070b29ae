"""A stock selector loop that only counts real work, and what the tests of its parts need."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from typing import TYPE_CHECKING, Any, TypeVar

from asyncproof.loop.real import RealWork

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from asyncproof.loop.real import Work

_T = TypeVar("_T")

REPEATS = int(os.environ.get("ASYNCPROOF_TEST_REPEATS", "3"))
"""How often a claim that a race could break is tried."""


class PlainLoop(RealWork, asyncio.SelectorEventLoop):
    """Time and order are stock asyncio's."""


def run_plain(main: Callable[[PlainLoop], Coroutine[Any, Any, _T]]) -> _T:
    """Run a coroutine function on a new plain loop, with the calls that an engine makes around a run."""
    loop = PlainLoop()
    loop._work_run_begins()
    try:
        return loop.run_until_complete(main(loop))
    finally:
        loop._work_run_ends()
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


async def turn(times: int = 3) -> None:
    """Let the loop go round a few times."""
    for _ in range(times):
        await asyncio.sleep(0)


def phrases(loop: PlainLoop) -> list[str]:
    """Return what is outstanding, as phrases."""
    return [work.what for work in loop._work_outstanding()]


async def outstanding_after(loop: PlainLoop, condition: Callable[[list[Work]], bool]) -> list[Work]:
    """Look until the condition holds, for two real seconds at most, and return what was outstanding then."""
    end = time.monotonic() + 2
    while True:
        work = loop._work_outstanding()
        if condition(work) or time.monotonic() > end:
            return work
        await asyncio.sleep(0.001)


async def at_rest(loop: PlainLoop) -> list[Work]:
    """Look until nothing is outstanding; returns what still is after two real seconds."""
    return await outstanding_after(loop, lambda work: not work)


@contextlib.asynccontextmanager
async def served(handler: Callable[..., Any]) -> Any:
    """Run a TCP server on the running loop and give its host and port."""
    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()
    finally:
        server.close()


async def hang_up(writer: asyncio.StreamWriter) -> None:
    """Close a connection and wait until it is."""
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()
