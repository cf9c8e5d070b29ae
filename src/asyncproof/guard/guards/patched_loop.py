"""Finds functions of asyncio, of event loops and of the clock that a test has replaced for good."""

from __future__ import annotations

import asyncio
import time
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.owncode import line_with
from asyncproof.guard.comparing import ComparingGuard
from asyncproof.guard.replacing import describe_stand_in, is_a_librarys_own

if TYPE_CHECKING:
    from collections.abc import Hashable

    from asyncproof.guard.owner import Owner

_ASYNCIO = tuple(
    name
    for name in (
        "sleep", "create_task", "ensure_future", "gather", "wait", "wait_for", "as_completed", "shield", "run",
        "timeout", "timeout_at", "to_thread", "get_event_loop", "get_running_loop", "new_event_loop",
        "set_event_loop", "current_task", "all_tasks", "open_connection", "start_server",
        "create_subprocess_exec", "create_subprocess_shell", "run_coroutine_threadsafe", "Lock", "Event",
        "Condition", "Semaphore", "Queue", "Future", "Task", "TaskGroup", "Runner", "StreamReader",
    )
    if hasattr(asyncio, name)
)  # fmt: skip
_LOOP = (
    "time", "call_soon", "call_later", "call_at", "call_soon_threadsafe", "create_task", "create_future",
    "run_in_executor", "run_until_complete", "create_connection", "create_server", "getaddrinfo",
)  # fmt: skip
_TIME = ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "sleep")
_NAMES = (
    *(f"asyncio.{name}" for name in _ASYNCIO),
    *(f"asyncio.BaseEventLoop.{name}" for name in _LOOP),
    *(f"time.{name}" for name in _TIME),
)
_read_asyncio = attrgetter(*_ASYNCIO)
_read_loop = attrgetter(*_LOOP)
_read_time = attrgetter(*_TIME)


class PatchedLoop(ComparingGuard):
    """A function of asyncio, of the event loop or of the clock was replaced, and was not put back."""

    name: ClassVar[str] = "patched-loop"
    why: ClassVar[str] = "all tests that follow, and pytest itself, now run with the stand-in"
    cure: ClassVar[str] = "replace it with `monkeypatch.setattr(...)` or `with patch(...)`, which put it back"

    def look(self) -> tuple[object, ...]:
        """Return the functions as they are now."""
        return (*_read_asyncio(asyncio), *_read_loop(asyncio.BaseEventLoop), *_read_time(time))

    def same(self, one: tuple[object, ...], other: tuple[object, ...]) -> bool:
        """Compare them by identity, which `==` of tuples tries first."""
        return one == other

    def spread(self, seen: Any) -> dict[Hashable, object]:
        """Return them by name."""
        return dict(zip(_NAMES, seen, strict=True))

    def differs(self, owner: Owner, name: Hashable, old: object, new: object) -> None:
        """Tell, unless it was a library that wraps the function for its own ends."""
        path = str(name)
        last = path.rpartition(".")[2]
        place = line_with(
            owner,
            rf"\b{last}\b\s*=[^=]|(setattr|patch|object)\(.*\b{last}\b",
            r"freeze|travel|start\(",
        )
        if place is None and is_a_librarys_own(new):
            return
        self.tell(
            owner,
            f"`{path}` was replaced by {describe_stand_in(new)} and not put back",
            place=place or owner.place,
            subjects=[path],
        )
