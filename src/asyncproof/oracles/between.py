"""In between two steps of the loop: something is called there, by a watcher of the loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asyncproof.loop import ControlledLoop
from asyncproof.loop.waits.chain import chain_of
from asyncproof.loop.waits.spot import spot_of, users_link

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asyncproof.core import Choice, Instant, Step


class Between:
    """Calls something after every step of an explored run; any other loop tells nothing of its steps."""

    def __init__(self, call: Callable[[], object]) -> None:
        """Begin, if a loop runs that tells."""
        self._call = call
        self._last = ""
        loop: Any = asyncio._get_running_loop()  # noqa: SLF001 - it is exported
        self._loop = loop if isinstance(loop, ControlledLoop) and loop.watch(self) else None

    @property
    def is_told(self) -> bool:
        """Whether it is called after every step."""
        return self._loop is not None

    def stop(self) -> None:
        """Call nothing more."""
        loop, self._loop = self._loop, None
        if loop is not None:
            loop.unwatch(self)

    @property
    def after_whom(self) -> str:
        """Say who ran last, and where that task stands now."""
        return standing(self._last) if self._last else "a callback of the loop"

    def step(self, step: Step) -> None:
        """Hear that the next step begins, so that the one before it is over."""
        if self._loop is not None:
            self._call()
            self._last = step.who if step.is_task else ""

    def choice(self, choice: Choice) -> None:
        """Hear nothing of choices."""

    def jump(self, now: Instant) -> None:
        """Hear nothing of time."""

    def problem(self, context: Mapping[str, object]) -> None:
        """Hear nothing of problems."""


def standing(name: str) -> str:
    """Say where a task stands, by its name."""
    task = next((task for task in asyncio.all_tasks(_loop()) if task.get_name() == name), None)
    if task is None:
        return f"{name}, which has ended"
    link = users_link(chain_of(task).links)
    return name if link is None else f"{name}, which is now at {spot_of(link)}"


def _loop() -> asyncio.AbstractEventLoop | None:
    return asyncio._get_running_loop()  # noqa: SLF001 - it is exported
