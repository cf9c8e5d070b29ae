"""Jobs that were given to executors through the loop and are not done."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

from asyncproof.loop.real.work import Work

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from asyncproof.loop.real.threads import Threads
    from asyncproof.loop.real.work import Book

_serials = count(1)


class Job:
    """One job whose future is not done."""

    def __init__(self, executor: object, function: Callable[..., object], threads: Threads) -> None:
        """Know where the job runs and what it is."""
        function, _ = unwrapped(function)
        name = getattr(function, "__qualname__", None) or repr(function)
        self._what = f"a job of {type(executor).__name__}: {name}"
        self._pool = executor if isinstance(executor, ThreadPoolExecutor) else None
        self._threads = threads
        self._serial = next(_serials)

    def look(self, _now: float) -> Work | None:
        """Return the job, unless all threads of its pool wait for somebody in this process."""
        if self._pool is not None and self._threads.are_blocked(self._pool._threads):
            return None
        return Work(self._what, ("job", self._serial), certain=True)


def unwrapped(func: Any, args: tuple[Any, ...] = ()) -> tuple[Any, tuple[Any, ...]]:
    """Return the function that a job is about, without what `to_thread` and others put around it."""
    while isinstance(func, partial):
        func, args = func.func, (*func.args, *args)
    if isinstance(getattr(func, "__self__", None), Context) and args:
        return unwrapped(args[0], args[1:])
    return func, args


def follow_job(
    book: Book,
    threads: Threads,
    executor: object,
    function: Callable[..., object],
    future: asyncio.Future[Any],
) -> None:
    """See to it that a job is known: by the thread that does it, or by its future if that is out of sight."""
    if isinstance(executor, ThreadPoolExecutor):
        threads.adopt(executor._threads)
        if threads.sight.exact:
            return
    job = Job(executor, function, threads)
    book.enter(job)
    future.add_done_callback(lambda _: book.cross_out(job))
