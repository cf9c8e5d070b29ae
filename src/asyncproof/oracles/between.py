"""In between two steps of the loop: something is called there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asyncproof.loop import ControlledLoop
from asyncproof.loop.waits.chain import chain_of
from asyncproof.loop.waits.spot import spot_of, users_link

if TYPE_CHECKING:
    from collections.abc import Callable


class Between:
    """Calls something after every step of an explored run; any other loop tells nothing of its steps."""

    def __init__(self, call: Callable[[], object]) -> None:
        """Begin, if a loop runs that tells."""
        self._call = call
        self._last: asyncio.Task[Any] | None = None
        loop: Any = asyncio._get_running_loop()  # noqa: SLF001 - it is exported
        tells = isinstance(loop, ControlledLoop) and loop.call_after_steps(self._step_is_over)
        self._loop = loop if tells else None

    @property
    def is_told(self) -> bool:
        """Whether it is called after every step."""
        return self._loop is not None

    def stop(self) -> None:
        """Call nothing more."""
        loop, self._loop = self._loop, None
        if loop is not None:
            loop.call_no_more(self._step_is_over)

    @property
    def after_whom(self) -> str:
        """Say who ran last, and where that task stands now."""
        return "a callback of the loop" if self._last is None else standing(self._last)

    def _step_is_over(self, task: asyncio.Task[Any] | None) -> None:
        self._last = task
        self._call()
        self._last = None


def standing(task: asyncio.Task[Any]) -> str:
    """Say where a task stands."""
    name = task.get_name()
    if task.done():
        return f"{name}, which has ended"
    link = users_link(chain_of(task).links)
    return name if link is None else f"{name}, which is now at {spot_of(link)}"
