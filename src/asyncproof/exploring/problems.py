"""What a run hides although its scenario ends well: errors that nobody heard of, and tasks left behind."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asyncproof.core import AsyncproofError
from asyncproof.exploring.outside import is_of_outside

if TYPE_CHECKING:
    from asyncproof.loop import ControlledLoop


SERVED = "Unhandled exception in client_connected_cb"
"""What asyncio says of a handler of `start_server` that has failed."""


_CLOSING = "aclose"
"""What closes a generator that was dropped half-way; it has no name of its own."""
_OF_LOOP = frozenset({"TestRunner._run_tests_and_fixtures", "_shutdown_process_pool_on_exit", _CLOSING})
"""What runs for as long as a loop does, of anyio's, and what a loop does for itself."""


class HiddenFailure(AsyncproofError):  # noqa: N818 - it is what happened
    """A run ended well, but a task of it died unseen or was left behind."""

    slug = "hidden-failure"


class Problems:
    """Listens to a loop's exception handler."""

    def __init__(self, loop: ControlledLoop) -> None:
        """Begin to listen."""
        self._loop = loop
        self._heard: list[dict[str, Any]] = []
        loop.set_exception_handler(lambda _, context: self._heard.append(context))

    def heard(self) -> HiddenFailure | None:
        """Return the first error that nobody but the loop heard of."""
        for context in self._heard:
            error = context.get("exception")
            if isinstance(error, Exception) and not self._is_right(context, error):
                hidden = HiddenFailure(f"{context['message']}: {type(error).__name__}: {error}")
                hidden.__cause__ = error
                return hidden.with_traceback(error.__traceback__)
        return None

    def _is_right(self, context: dict[str, Any], error: Exception) -> bool:
        """Say whether this is how a server hears that one of its clients is gone, in a run with a fault."""
        served = str(context.get("message", "")).startswith(SERVED)
        return served and bool(self._loop.faults_by_choice) and is_of_outside(error)

    def left_behind(self) -> HiddenFailure | None:
        """Return the first task that still runs; one that has yet to hear that it is cancelled is none."""
        for task in sorted(asyncio.all_tasks(self._loop), key=hash):
            coro = getattr(task.get_coro(), "__qualname__", _CLOSING)
            if coro in _OF_LOOP or getattr(task, "_must_cancel", False):
                continue
            return HiddenFailure(f"the task {task.get_name()!r} ({coro}) still ran when the test was over")
        return None
