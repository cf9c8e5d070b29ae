"""Threads that take one job after the other from a queue: those of pools, and some libraries' own."""

from __future__ import annotations

import linecache
from typing import TYPE_CHECKING, Any

from asyncproof.loop.real.locks import LOCKING
from asyncproof.loop.real.stacks import outward, place

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
    """Tell whether a worker waits for its next job; the source line says so, as a job may be a C function."""
    loop = _worker_loop(frame)
    if loop is None:
        return False
    line = linecache.getline(loop.f_code.co_filename, loop.f_lineno)
    return ".get(" in line or not line


def has_next_job(frame: FrameType) -> bool:
    """Tell whether the next job of a worker that waits for one is already there."""
    loop = _worker_loop(frame)
    if loop is None:
        return False
    name, *attributes = _QUEUES[place(loop)]
    queue: Any = loop.f_locals.get(name)
    for attribute in attributes:
        queue = getattr(queue, attribute, None)
    return queue is not None and not queue.empty()


def _worker_loop(frame: FrameType) -> FrameType | None:
    """Return the frame where a worker takes its jobs, if it is there, or in a lock that is waited for there."""
    for step in outward(frame):
        if place(step) in _QUEUES:
            return step
        if place(step)[0] not in LOCKING:
            return None
    return None


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
