"""Python 3.10: a task runs in the very context that a runner lends it, as `asyncio.Runner` has it since 3.11.

There tasks take no context, so that the backport of the runner puts its own function in the place of
`contextvars.copy_context` while it makes one. asyncio's task in C does not ask that function, and copies the
context that is current. What is called in that copy is called in the lent context instead.
"""

from __future__ import annotations

import contextvars
import sys
from typing import TYPE_CHECKING, Any

from asyncproof.loop.scheduling import SchedulingLoop

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from contextvars import Context

_COPY_CONTEXT = contextvars.copy_context


class Loan:
    """What a runner has lent to a task last, and the copy that the task has made for itself."""

    __slots__ = ("_copy", "_lent")

    def __init__(self) -> None:
        self._lent: Context | None = None
        self._copy: Context | None = None

    def lend(self, context: Context | None) -> None:
        """Lend a context to the next who calls."""
        self._lent, self._copy = context, None

    def honoured_by(self, call_soon: Callable[..., asyncio.Handle]) -> Callable[..., asyncio.Handle]:
        """Return the way in with the contexts exchanged."""

        def exchanging(
            callback: Callable[..., object], *args: Any, context: Context | None = None
        ) -> asyncio.Handle:
            if context is not None and self._lent is not None:
                if self._copy is None:
                    self._copy = context
                if context is self._copy:
                    context = self._lent
            return call_soon(callback, *args, context=context)

        return exchanging


class LendingLoop(SchedulingLoop):
    """Keeps to the context that a runner lends."""

    if sys.version_info < (3, 11):  # pragma: no cover - only there

        def __init__(self, *, virtual: bool, asking: bool) -> None:
            """Start with nothing lent."""
            self._loan = Loan()
            super().__init__(virtual=virtual, asking=asking)

        def create_task(self, coro: Any, **options: Any) -> asyncio.Task[Any]:
            """Make a task; a runner's own one gets what the runner lends."""
            if contextvars.copy_context is not _COPY_CONTEXT:
                self._loan.lend(contextvars.copy_context())
            return super().create_task(coro, **options)

        def _be_careful(self, *, careful: bool) -> None:
            super()._be_careful(careful=careful)
            if not self.is_closed():
                self.__dict__["call_soon"] = self._loan.honoured_by(self.call_soon)

        def close(self) -> None:
            """Close the loop, and give the context back."""
            self._loan.lend(None)
            super().close()
