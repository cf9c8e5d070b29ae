"""What a thread is doing, as far as its Python stack tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

WORKER_LOOPS = frozenset(
    {
        ("concurrent.futures.thread", "_worker"),
        ("anyio._backends._asyncio", "run"),
        ("aiosqlite.core", "_connection_worker_thread"),
        ("aiosqlite.core", "run"),
    }
)
"""Functions, by module and name, that take one job after the other from a queue."""

LOCKING = frozenset({"concurrent.futures._base", "queue", "threading"})
"""Modules whose functions wait for other threads of this process, and for nothing else."""

_MACHINERY = LOCKING | {module for module, _ in WORKER_LOOPS} | {"asyncio.threads"}
_SERVERS = frozenset({"asyncio.base_events", "socketserver"})


def _place(frame: FrameType) -> tuple[str, str]:
    return frame.f_globals.get("__name__", ""), frame.f_code.co_name


def _outward(frame: FrameType | None) -> Iterator[FrameType]:
    """Walk a stack from where the thread is to where it began."""
    while frame is not None:
        yield frame
        frame = frame.f_back


def is_between_jobs(frame: FrameType) -> bool:
    """Tell whether a worker thread is in its own loop, at most waiting there for the next job."""
    for step in _outward(frame):
        module, name = _place(step)
        if (module, name) in WORKER_LOOPS:
            return True
        if module not in LOCKING:
            return False
    return False


def is_worker(frame: FrameType) -> bool:
    """Tell whether a thread takes jobs from a queue, whatever it is doing now."""
    return any(_place(step) in WORKER_LOOPS for step in _outward(frame))


def is_locked(frame: FrameType) -> bool:
    """Tell whether a thread waits in one of the standard library's own locks, events and queues."""
    return _place(frame)[0] in LOCKING


def is_locked_for_good(frame: FrameType) -> bool:
    """Tell whether it waits there without a timeout of its own."""
    return is_locked(frame) and frame.f_locals.get("timeout") in (None, -1)


def is_serving(frame: FrameType) -> bool:
    """Tell whether a thread waits for others to come: another event loop, a socket server, an `accept`."""
    module, name = _place(frame)
    if module == "socket" and name == "accept":
        return True
    if module != "selectors":
        return False
    caller = next((step for step in _outward(frame) if _place(step)[0] != "selectors"), None)
    return caller is not None and _place(caller)[0] in _SERVERS


def is_process_watcher(frame: FrameType) -> bool:
    """Tell whether a thread is asyncio's own watcher of one subprocess."""
    return any(_place(step) == ("asyncio.unix_events", "_do_waitpid") for step in _outward(frame))


def describe_thread(name: str, frame: FrameType | None) -> str:
    """Say what a thread does and where: `a thread pool job: fetch (thread asyncio_0, at app.py:12)`."""
    if frame is None:
        return f"thread {name}"
    own = [step for step in _outward(frame) if _place(step)[0] not in _MACHINERY]
    if not own:
        return f"a job (thread {name})" if is_worker(frame) else f"thread {name}"
    outermost = own[-1]
    file = outermost.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
    where = f"at {file}:{outermost.f_lineno}"
    if is_worker(frame):
        return f"a thread pool job: {outermost.f_code.co_name} (thread {name}, {where})"
    return f"thread {name} ({outermost.f_code.co_name}, {where})"
