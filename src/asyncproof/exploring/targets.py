"""Which tasks a cancellation may hit: those that the test makes, all, some by their names, or none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.exploring.shields import is_of_a_group, is_shielded
from asyncproof.loop.usercode import is_installed
from asyncproof.loop.waits.spot import is_users

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable


class Targets:
    """Says of a task whether the explorer may cancel it."""

    def __init__(self, cancel: bool | str | Iterable[str], *, home: str = "") -> None:  # noqa: FBT001 - as a user writes it
        """Read what a user asks for: True, False, "all", or names of tasks.

        Where nobody has asked for anything, `home` is the folder of the test: of the tasks that True means
        only those are hit that run its own functions, for only the test knows what they stand for.
        """
        self._home = f"{home}{os.sep}" if home else ""
        self._all = cancel == "all"
        self._names: frozenset[str] | None = None
        self._any = bool(cancel)
        self.spares_the_needed = cancel is True
        """Whether the scenario may fail without one of them; who names tasks means them."""
        self.spares_the_awaited = bool(home)
        """Whether those are needed as well without which it is cancelled itself: it awaits them."""
        if not isinstance(cancel, (bool, str)):
            self._names = frozenset(cancel)
        elif isinstance(cancel, str) and not self._all:
            raise UsageError(f'cancel is True, False, "all" or a list of names of tasks, not {cancel!r}.')

        self.means_scopes = cancel is True and not home
        """Whether time limits of the user's may be over, too, and groups of anyio's are cancelled whole."""

    def __bool__(self) -> bool:
        """Say whether anything may be cancelled at all."""
        return self._any

    def __call__(self, task: asyncio.Task[Any]) -> bool:
        """Say whether this task may be cancelled."""
        if not self._any or _is_main(task):
            return False
        if self._names is not None:
            return task.get_name() in self._names
        if self._all:
            return True
        if self._home and (not _file_of(task).startswith(self._home) or is_of_a_group(task)):
            return False
        return (_is_users(task) or _is_wished(task)) and not (_serves(task) or is_shielded(task))


def _is_main(task: asyncio.Task[Any]) -> bool:
    return task is getattr(task.get_loop(), "main_task", None)


def _serves(task: asyncio.Task[Any]) -> bool:
    """Say whether a task is a server's for one connection: nobody holds it, so nobody cancels it alone."""
    return task in (getattr(task.get_loop(), "served", None) or ())


def _is_users(task: asyncio.Task[Any]) -> bool:
    """Say whether the coroutine of a task is written by the user, not by a library for its own ends."""
    path = _file_of(task)
    return bool(path) and is_users(path)


def _is_wished(task: asyncio.Task[Any]) -> bool:
    """Say whether the user's code made a task of a library's function; Python's own are no operations."""
    if task not in (getattr(task.get_loop(), "wished", None) or ()):
        return False
    return is_installed(_file_of(task))


def _file_of(task: asyncio.Task[Any]) -> str:
    """Return where the coroutine of a task is written, or nothing."""
    code = getattr(task.get_coro(), "cr_code", None)
    return str(getattr(code, "co_filename", ""))
