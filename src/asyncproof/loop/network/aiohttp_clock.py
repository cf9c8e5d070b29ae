"""The clock by which aiohttp's pool ages idle connections: the loop's, where connections are in memory.

A pool looks every 15 seconds, by the loop's clock, which of its connections have been idle for so long, by
the real clock. In virtual time that never comes true: the pool would look for ever, and a test that is stuck
would be found only after years of virtual time. No public seam tells a pool its clock; `aiohttp.connector`
has it as a plain global function. It is replaced while a loop runs that has its network in memory.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time

_MODULE = "aiohttp.connector"
_NAME = "monotonic"
_lock = threading.Lock()
_users: set[int] = set()


def begin(user: asyncio.AbstractEventLoop) -> None:
    """Put the loop's clock in place, if aiohttp is there and looks as it is known."""
    module = sys.modules.get(_MODULE)
    if module is None or id(user) in _users:
        return
    with _lock:
        if vars(module).get(_NAME) in (time.monotonic, _loop_time):
            setattr(module, _NAME, _loop_time)
            _users.add(id(user))


def end(user: asyncio.AbstractEventLoop) -> None:
    """Put the real clock back when the last loop that needed ours has stopped."""
    if id(user) not in _users:
        return
    with _lock:
        _users.discard(id(user))
        if not _users:
            setattr(sys.modules[_MODULE], _NAME, time.monotonic)


def _loop_time() -> float:
    """Return the time of the running loop if it asked for this, and of the real clock everywhere else."""
    loop = asyncio._get_running_loop()
    return loop.time() if loop is not None and id(loop) in _users else time.monotonic()
