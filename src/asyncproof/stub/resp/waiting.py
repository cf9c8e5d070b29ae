"""Clients that wait for a list to have something, first come, first served."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from asyncproof.stub.resp.commands import COMMANDS
from asyncproof.stub.resp.store import CommandError

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.stub.resp.store import Store

BLOCKING = frozenset({b"BLPOP", b"BRPOP"})


class Waiter:
    """One client that waits."""

    def __init__(
        self, store: Store, name: bytes, arguments: list[bytes], answer: Callable[[Any], None]
    ) -> None:
        """Wait as the last word says; 0 is for ever."""
        self._store = store
        self._function = COMMANDS[name].function
        self._arguments = arguments
        self._answer = answer
        self._timer: asyncio.TimerHandle | None = None
        seconds = float(arguments[-1])
        if seconds:
            self._timer = asyncio.get_running_loop().call_later(seconds, self.end, None)

    def look(self) -> None:
        """Go on if there is something now."""
        with suppress(CommandError):  # a key that has become something else than a list
            reply = self._function(self._store, *self._arguments)
            if reply is not None:
                self.end(reply)

    def end(self, reply: Any) -> None:
        """Wait no more, and answer."""
        self.stop()
        self._answer(reply)

    def stop(self) -> None:
        """Wait no more."""
        if self._timer is not None:
            self._timer.cancel()


class Waiting:
    """All who wait."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._waiters: list[Waiter] = []

    def add(self, waiter: Waiter) -> None:
        """Take one in, behind the others."""
        self._waiters.append(waiter)

    def remove(self, waiter: Waiter) -> None:
        """Forget one."""
        waiter.stop()
        self._waiters.remove(waiter)

    def look(self) -> None:
        """Let those go on who have something now."""
        for waiter in list(self._waiters):
            if waiter in self._waiters:
                waiter.look()
