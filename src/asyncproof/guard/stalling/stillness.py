"""Can anything still happen? Whether a thread, a process or a connection could wake the tests' thread.

A "no" is a proof only where Linux tells the state of threads; elsewhere their stacks have to do.

Private names that are read: `_selector`, `_ssock`, `_signal_handlers` and `_scheduled` of asyncio's
selector loops (CPython 3.10 to 3.13), and `_thread._count`.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
import weakref
from _thread import _count as count_threads
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from asyncproof.core.frames import frames_of_threads, outward
from asyncproof.loop.real.census import is_counted
from asyncproof.loop.real.states import State, best_sight, count_native_threads
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from types import FrameType

_LOOPBACK = ("127.", "::1", "::ffff:127.")


_there_before: weakref.WeakSet[threading.Thread] = weakref.WeakSet()


def remember_threads() -> None:
    """Take the threads that are there before any test for those of the test runner and its plugins."""
    _there_before.update(threading.enumerate())


def could_threads_wake(besides: Collection[threading.Thread] = ()) -> bool:
    """Say whether a thread other than that of the tests does anything but wait for others of this process.

    Those *besides* are known to do nothing for the test that runs.

    A plugin's own thread that was there before all tests, and runs none of the user's code, serves only the
    plugin.
    """
    sight, frames = best_sight(), frames_of_threads()
    main = threading.main_thread()
    others = [
        thread
        for thread in threading.enumerate()
        if thread is not main
        and thread not in besides
        and not _serves_a_plugin(thread, frames.get(thread.ident or 0))
    ]
    for thread in others:
        if sight.state(thread, frames.get(thread.ident or 0)) not in {State.PARKED, State.GONE}:
            return True
    if others and not sight.confirms(others):
        return True
    known = sum(map(is_counted, threading.enumerate()))
    unknown = count_threads() - known  # the watchdog, and those that serve a test runner
    natives = count_native_threads()
    return bool(natives) and natives > known + unknown + 1


def _serves_a_plugin(thread: threading.Thread, frame: FrameType | None) -> bool:
    return thread in _there_before and all(is_foreign(step.f_code.co_filename) for step in outward(frame))


def has_children() -> bool:
    """Say whether there is a child process that lives, or whose end nobody has asked for."""
    if not hasattr(os, "waitid"):
        return False
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    except OSError:
        return True
    return True


def could_loop_be_woken(loop: Any) -> bool:
    """Say whether anything that a waiting loop listens to could come from outside of itself, or by itself."""
    selector = getattr(loop, "_selector", None)
    if selector is None or getattr(loop, "_signal_handlers", None) or _hears_signals():
        return True
    if any(not timer.cancelled() for timer in tuple(getattr(loop, "_scheduled", ()))):
        return True
    own = getattr(getattr(loop, "_ssock", None), "fileno", lambda: -1)()
    keys = selector.get_map()
    fds = [fd for fd in tuple(keys or ()) if fd != own]
    return bool(fds) and not _is_closed_world(fds)


def _hears_signals() -> bool:
    """Tell whether the user's own code is called when a signal comes."""
    for number in signal.valid_signals():
        handler: Any = signal.getsignal(number)
        code = getattr(getattr(handler, "__func__", handler), "__code__", None)
        if code is not None and not is_foreign(code.co_filename):
            return True
    return False


def listens_at(loop: Any) -> set[Any]:
    """Return the addresses at which a loop serves, and those of its own ends of connections."""
    selector = getattr(loop, "_selector", None)
    if selector is None:
        return set()
    return {ends[0] for fd in tuple(selector.get_map() or ()) if (ends := ends_of(fd)) is not None}


def ends_of(fd: int) -> tuple[Any, Any] | None:
    """Return the address of a socket and of its other end (None if it listens); None for anything else."""
    here = there = None
    try:
        own = os.dup(fd)
    except OSError:
        return None
    try:
        sock = socket.socket(fileno=own)
    except OSError:
        os.close(own)
        return None
    with sock, suppress(OSError):  # who listens has no other end
        here = _plain(sock.getsockname())
        there = _plain(sock.getpeername())
    return here, there


def _is_closed_world(fds: list[int]) -> bool:
    """Tell whether all these are connections with one another, or wait for who is not there."""
    found = [ends_of(fd) for fd in fds]
    known = {ends for fd in {*fds, *_all_fds()} if (ends := ends_of(fd)) is not None}
    return all(ends is not None and _is_inside(ends, known) for ends in found)


def _all_fds() -> list[int]:
    try:
        return [int(name) for name in os.listdir("/proc/self/fd")]  # noqa: PTH208 - numbers, not paths
    except OSError:
        return []


def _is_inside(ends: tuple[Any, Any], known: set[tuple[Any, Any]]) -> bool:
    here, there = ends
    if there is None:
        return _is_local(here) and not has_children()
    return bool(here) and bool(there) and (there, here) in known


def _is_local(address: Any) -> bool:
    host = address[0] if isinstance(address, tuple) and address else address
    return isinstance(host, str) and (host.startswith(_LOOPBACK) or "/" in host)


def _plain(address: Any) -> Any:
    """Return host and port only, as the two ends of a connection may differ in the rest."""
    return address[:2] if isinstance(address, tuple) else address


def waits_for_lock() -> bool:
    """Say whether the thread of the tests waits without a timeout for a lock of this process."""
    main = threading.main_thread()
    frame = frames_of_threads().get(main.ident or 0)
    return best_sight().state(main, frame) is State.PARKED


def waits_at() -> tuple[Any, Any] | None:
    """Return both ends of the connection that the thread of the tests waits for, in a system call."""
    try:
        with open(f"/proc/self/task/{threading.main_thread().native_id}/syscall", "rb") as file:  # noqa: PTH123 - not a file of anybody
            fields = file.read(64).split()
        return ends_of(int(fields[1], 16))
    except (OSError, ValueError, IndexError, OverflowError):
        return None


def stuck_threads() -> Iterator[threading.Thread]:
    """Yield the threads that wait for others of this process for ever, as nobody is left to wake them."""
    sight, frames = best_sight(), frames_of_threads()
    for thread in threading.enumerate():
        if (
            thread is not threading.main_thread()
            and sight.state(thread, frames.get(thread.ident or 0)) is State.PARKED
        ):
            yield thread
