"""What an app did while a test used it: the work that it is at, and what went wrong."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits.chain import chain_of
from asyncproof.loop.waits.spot import is_users, shown_file, spot_of, users_link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType


@dataclass(frozen=True, eq=False)
class Failure:
    """An exception that left the app, and what it was doing."""

    during: str
    error: BaseException

    def __str__(self) -> str:
        return f"{self.during}: {said(self.error)}{place_of(self.error.__traceback__)}"


@dataclass(frozen=True, eq=False)
class Work:
    """A request, a WebSocket or a start that the app is busy with, background work included."""

    label: str
    task: asyncio.Task[Any] | None

    def __str__(self) -> str:
        link = users_link(chain_of(self.task).links) if self.task is not None else None
        if link is None or not is_users(link.code.co_filename):  # in a library, which waits for another task
            return self.label
        return f"{self.label}, at {spot_of(link)}"


class Journal:
    """Keeps the account of one app."""

    def __init__(self) -> None:
        """Start with an app that does nothing and has done nothing wrong."""
        self.failures: list[Failure] = []
        self.left_behind: list[str] = []
        self._work: dict[Work, None] = {}

    @contextlib.contextmanager
    def busy(self, label: str, task: asyncio.Task[Any] | None = None) -> Iterator[None]:
        """Note that the app works on something in this block, in the current task if no other is named."""
        work = Work(label, task or asyncio.current_task())
        self._work[work] = None
        try:
            yield
        finally:
            del self._work[work]

    def unfinished(self) -> list[Work]:
        """Return what the app is busy with, the oldest first."""
        return list(self._work)

    def failed(self, during: str, error: BaseException) -> None:
        """Note an exception that left the app."""
        if all(failure.error is not error for failure in self.failures):  # some are told in two ways
            self.failures.append(Failure(during, error))

    def leave_behind(self) -> None:
        """Note that the work which is unfinished will be cut off, and where it stands."""
        self.left_behind += [str(work) for work in self._work]


def said(error: BaseException) -> str:
    """Return an exception as Python's tracebacks show it, in one line."""
    first, *more = str(error).splitlines() or [""]
    name = type(error).__qualname__
    return f"{name}: {first}{' ...' if more else ''}" if first else name


def place_of(traceback: TracebackType | None) -> str:
    """Say where an exception was raised: the innermost place in the user's code, if there is one."""
    found = ""
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if is_users(code.co_filename):
            found = f" ({shown_file(code.co_filename)}:{traceback.tb_lineno} in {code.co_name})"
        traceback = traceback.tb_next
    return found
