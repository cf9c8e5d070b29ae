"""A process that a worker of somebody else's has for batches alone.

A run has its process for itself: its randomness, its garbage collector, and no other threads that might have
something to report. A worker of a cluster has all kinds of things to do besides, so it has this child do
batches. If a run kills the child, the worker lives and says so.
"""

from __future__ import annotations

import os
import pickle
import platform
import select
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from asyncproof.exploring.crew.batch import begin, do
from asyncproof.exploring.crew.errors import WorkersError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Work = Callable[[bytes], bytes]
    """What a worker does with a batch: it returns what came of it."""

THIS_RUN = f"{platform.node()} {os.getpid()} {time.time_ns()}"
"""Tells this process, if it explores, from all others that ask the same workers."""
IDLE = 60.0
"""Seconds without a batch after which a child ends."""
PATIENCE = 5.0
"""Seconds that it has for its end, unless it needs more."""
CODE = "from {module} import main; main()"
_SIZE = 8
"""Bytes that say how many follow."""
_WELL, _BADLY = b"+", b"-"


class Child:
    """The process, begun when there is something to do, and anew when it has ended."""

    def __init__(self, module: str = __name__, patience: float | None = None) -> None:
        """Begin without it; the module's `main` is what it runs."""
        self._module = module
        self._patience = PATIENCE if patience is None else patience
        self._process: subprocess.Popen[bytes] | None = None

    def do(self, data: bytes) -> bytes:
        """Have a batch done."""
        if self._process is not None and self._process.poll() is not None:
            self.close()
        process = self._process = self._process or _begun(self._module)
        try:
            _write(_file(process.stdin), data)
            reply = _read(_file(process.stdout))
        except OSError:
            reply = None
        if reply is None:
            self.close()
            raise BrokenExecutor(f"the process that did the runs ended with {process.returncode}")
        if reply.startswith(_BADLY):
            error: Exception = pickle.loads(reply[1:])  # noqa: S301 - from the child
            raise error
        return reply[1:]

    def close(self) -> None:
        """End it, as it does by itself when it is asked for nothing any more; else by force."""
        process, self._process = self._process, None
        if process is not None:
            try:
                process.communicate(timeout=self._patience)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()

    def __del__(self) -> None:
        """End with the thread that it works for."""
        self.close()


_own = threading.local()


def do_in_child(
    data: bytes, *, module: str = __name__, run: str = "", patience: float | None = None
) -> bytes:
    """Do a batch in the child of this thread, which serves one `run`: what comes later may be other code."""
    if getattr(_own, "serves", None) != (module, run):
        _own.child = None  # the last one comes to its end
        _own.child, _own.serves = Child(module, patience), (module, run)
    child: Child = _own.child
    return child.do(data)


class Desk:
    """Where a child finds what it is to do, batch by batch, and puts what came of it."""

    def __init__(self, idle: float = IDLE) -> None:
        """Take the pipes to the parent, so that nobody else in this process reads or writes them."""
        self._idle = idle
        self._tasks, self._answers = os.dup(sys.stdin.fileno()), os.dup(sys.stdout.fileno())
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, sys.stdin.fileno())
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
        begin()

    def take(self) -> bytes | None:
        """Wait for a batch; None if there was none for so many seconds, or the parent has gone."""
        return _read(self._tasks) if _is_more(self._tasks, self._idle) else None

    def answer(self, work: Callable[[], bytes]) -> None:
        """Do it, and say what came of it, or what has gone wrong."""
        try:
            reply = _WELL + work()
        except WorkersError as error:
            reply = _BADLY + pickle.dumps(error)
        except Exception as error:  # noqa: BLE001 - whoever explores says what it means
            reply = _BADLY + pickle.dumps(WorkersError(f"{type(error).__name__}: {error}"))
        _write(self._answers, reply)


def main(idle: float = IDLE) -> None:
    """Be a child: do batches until there are none for so many seconds, or the parent has gone."""
    desk = Desk(idle)
    while (data := desk.take()) is not None:
        desk.answer(partial(do, data))


@contextmanager
def out_of_reach() -> Iterator[None]:
    """Begin processes that Ctrl-C does not reach, not even while they import what they need."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begun(module: str) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}; {CODE.format(module=module)}"]
    environ = {"PYTHONHASHSEED": "0", **os.environ}  # sets of strings in one order, unless told which
    pipe = subprocess.PIPE
    with out_of_reach():
        return subprocess.Popen(words, stdin=pipe, stdout=pipe, env=environ)  # noqa: S603 - ours


def _file(stream: object) -> int:
    number: int = stream.fileno()  # type: ignore[attr-defined] # a pipe, as asked for
    return number


def _is_more(file: int, idle: float) -> bool:
    if sys.platform == "win32":  # where pipes can't be waited for
        return True
    return bool(select.select([file], [], [], idle)[0])


def _write(file: int, data: bytes) -> None:
    rest = memoryview(len(data).to_bytes(_SIZE, "big") + data)
    while rest:
        rest = rest[os.write(file, rest) :]


def _read(file: int) -> bytes | None:
    size = _exactly(file, _SIZE)
    return None if size is None else _exactly(file, int.from_bytes(size, "big"))


def _exactly(file: int, size: int) -> bytes | None:
    """Read so many bytes; None if the other side has ended before."""
    parts = bytearray()
    while len(parts) < size:
        part = os.read(file, min(size - len(parts), 1 << 20))
        if not part:
            return None
        parts += part
    return bytes(parts)
