"""Threads that take one job after the other from a queue: those of pools, and some libraries' own."""

from __future__ import annotations

import linecache
from functools import lru_cache
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from asyncproof.core.frames import outward
from asyncproof.loop.real.locks import LOCKING
from asyncproof.loop.real.stacks import place

if TYPE_CHECKING:
    from types import FrameType

_QUEUES = {
    ("concurrent.futures.thread", "_worker"): ("work_queue",),
    ("anyio._backends._asyncio", "run"): ("self", "queue"),
    ("aiosqlite.core", "_connection_worker_thread"): ("tx",),
    ("aiosqlite.core", "run"): ("self", "_tx"),
}
"""The functions that such threads run, by module and name, and the local name of their queue."""

_MACHINERY = LOCKING | {module for module, _ in _QUEUES} | {"asyncio.threads"}


def is_worker(frame: FrameType) -> bool:
    """Tell whether a thread takes jobs from a queue, whatever it is doing now."""
    return any(place(step) in _QUEUES for step in outward(frame))


def is_between_jobs(frame: FrameType) -> bool:
    """Tell whether a worker waits for its next job, or is about to."""
    for step in outward(frame):
        if place(step) in _QUEUES:
            return _is_asking(step)
        if place(step)[0] not in LOCKING:
            return False
    return False


def is_at_empty_queue(frame: FrameType) -> bool:
    """Tell whether a worker waits in a C queue, which adds nothing to its stack, and there is no job."""
    names = _QUEUES.get(place(frame))
    if names is None or not _is_asking(frame):
        return False
    name, *attributes = names
    queue: Any = frame.f_locals.get(name)
    for attribute in attributes:
        queue = getattr(queue, attribute, None)
    return isinstance(queue, SimpleQueue) and queue.empty() and not _is_about_to_end(frame)


def _is_about_to_end(loop: FrameType) -> bool:
    """Tell whether the pool of a worker is shut down, so that each of its threads is told to end."""
    reference = loop.f_locals.get("executor_reference")
    if reference is None:
        return False
    executor = reference()
    return executor is None or bool(executor._shutdown)


def _is_asking(loop: FrameType) -> bool:
    """Tell whether a worker is at the line that takes a job; one in hand may be in C and not on the stack."""
    return _takes_a_job(loop.f_code.co_filename, loop.f_lineno)


@lru_cache(maxsize=256)
def _takes_a_job(file: str, number: int) -> bool:
    line = linecache.getline(file, number)
    return ".get(" in line or not line


def describe_thread(name: str, frame: FrameType | None) -> str:
    """Say what a thread does and where: `a thread pool job: fetch (thread asyncio_0, at app.py:12)`."""
    if frame is None:
        return f"thread {name}"
    own = [step for step in outward(frame) if place(step)[0] not in _MACHINERY]
    if not own:
        return f"a thread pool job (thread {name})" if is_worker(frame) else f"thread {name}"
    outermost = own[-1]
    file = outermost.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
    where = f"at {file}:{outermost.f_lineno}"
    if is_worker(frame):
        return f"a thread pool job: {outermost.f_code.co_name} (thread {name}, {where})"
    return f"thread {name} ({outermost.f_code.co_name}, {where})"
