"""What a run hides although its scenario ends well: errors that nobody heard of, and tasks left behind."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asyncproof.core import AsyncproofError

if TYPE_CHECKING:
    from asyncproof.loop import ControlledLoop


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
            if isinstance(error, Exception):
                hidden = HiddenFailure(f"{context['message']}: {type(error).__name__}: {error}")
                hidden.__cause__ = error
                return hidden.with_traceback(error.__traceback__)
        return None

    def left_behind(self) -> HiddenFailure | None:
        """Return the first task that still runs."""
        for task in sorted(asyncio.all_tasks(self._loop), key=hash):
            coro = getattr(task.get_coro(), "__qualname__", "")
            return HiddenFailure(f"the task {task.get_name()!r} ({coro}) still ran when the test was over")
        return None
