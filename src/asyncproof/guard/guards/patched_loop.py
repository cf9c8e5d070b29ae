"""Finds functions of asyncio, of event loops and of the clock that a test has replaced for good."""

from __future__ import annotations

import asyncio
import time
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.comparing import ComparingGuard
from asyncproof.guard.reading.owncode import line_with
from asyncproof.guard.reading.replacing import describe_stand_in, is_a_librarys_own

if TYPE_CHECKING:
    from collections.abc import Hashable

    from asyncproof.guard.owner import Owner

_ASYNCIO = tuple(
    name
    for name in (
        "sleep", "create_task", "ensure_future", "gather", "wait", "wait_for", "as_completed", "shield",
        "run", "timeout", "timeout_at", "to_thread", "get_event_loop", "get_running_loop", "new_event_loop",
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
_read_asyncio = itemgetter(*_ASYNCIO)
_read_loop = itemgetter(*_LOOP)
_read_time = itemgetter(*_TIME)
_spaces = vars(asyncio), vars(asyncio.BaseEventLoop), vars(time)


class PatchedLoop(ComparingGuard):
    """A function of asyncio, of the event loop or of the clock was replaced, and was not put back.

    ```python title="test_retry.py"
    import asyncio

    import pytest


    async def no_wait(delay):
        pass


    @pytest.mark.asyncio
    async def test_retries_at_once():
        asyncio.sleep = no_wait
        await asyncio.sleep(3600)
    ```

    ```console
    $ pytest test_retry.py
    ...
    patched-loop: `asyncio.sleep` was replaced by `no_wait` and not put back
        test_retry.py:12:  asyncio.sleep = no_wait
        why: all tests that follow, and pytest itself, now run with the stand-in
        do:  replace it with `monkeypatch.setattr(...)` or `with patch(...)`, which put it back
        more: asyncproof explain patched-loop
    ...
    ```

    ## What it sees

    The functions and classes of `asyncio` that tests use, the methods of `asyncio.BaseEventLoop`, and the
    clocks of `time`, before each test and after its tear-down: by assignment, `setattr`,
    `patch(...).start()`, or a tool that freezes time and was not told to stop. A fixture of a wider scope
    may replace one until it ends.

    ## Why it is bad

    A later test that waits for a timeout waits for nothing, or for ever, and its failure says nothing of
    this one.

    ## What to do instead

    Use `monkeypatch.setattr(asyncio, "sleep", no_wait)`. To save the waiting itself, nothing has to be
    replaced: [virtual time](../virtual-time.md) lets every sleep and timeout pass at once.

    ## What it cannot see

    - Names that other modules have imported: `from asyncio import sleep` in your code, replaced there. An
      assignment in the test itself is seen by [left-patched](left-patched.md).
    - What an installed library wraps for its own ends, such as a tracer, unless the test's own lines name
      it.
    """

    name: ClassVar[str] = "patched-loop"
    why: ClassVar[str] = "all tests that follow, and pytest itself, now run with the stand-in"
    cure: ClassVar[str] = "replace it with `monkeypatch.setattr(...)` or `with patch(...)`, which put it back"

    def look(self) -> tuple[object, ...]:
        """Return the functions as they are now."""
        one, other, third = _spaces
        try:
            return _read_asyncio(one), _read_loop(other), _read_time(third)
        except KeyError:  # somebody has deleted one
            groups = zip(_spaces, (_ASYNCIO, _LOOP, _TIME), strict=True)
            return tuple(tuple(space.get(name) for name in names) for space, names in groups)

    def same(self, one: tuple[object, ...], other: tuple[object, ...]) -> bool:
        """Compare them by identity, which `==` of tuples tries first."""
        return one == other

    def spread(self, seen: Any) -> dict[Hashable, object]:
        """Return them by name."""
        return dict(zip(_NAMES, chain.from_iterable(seen), strict=True))

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
