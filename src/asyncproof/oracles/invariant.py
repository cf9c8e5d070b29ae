"""`always`: something is true after every step of a run, and not only where a test looks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asyncproof.oracles.between import Between
from asyncproof.oracles.errors import AlwaysError
from asyncproof.oracles.predicate import Predicate

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Self


class always:  # noqa: N801 - it is used as a function is, in a `with`
    """Check that something is true in a block: after every step of anybody in an explored run.

    `with asyncproof.always(lambda: account.balance >= 0): ...`. The function is a plain one; it may also
    assert and return nothing. As soon as it does not hold, the block is left by a cancellation and raises
    `AlwaysError`. In other runs, and on other loops, it is asked when the block begins and when it ends.
    """

    def __init__(self, predicate: Callable[[], object]) -> None:
        """Take what is to be true."""
        self._predicate = Predicate(predicate, "always")
        self._between: Between | None = None
        self._task: asyncio.Task[Any] | None = None
        self._broken = ""

    def __enter__(self) -> Self:
        """See that it is true, and begin to look."""
        __tracebackhide__ = True
        self._broken = ""
        self._task = _current_task()
        if not self._predicate.holds():
            raise AlwaysError(self._told("from the beginning"))
        self._between = Between(self._look)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        """Raise what was seen; an error of the block that was there first is told instead."""
        __tracebackhide__ = True
        if self._between is not None:
            self._between.stop()
        if not self._broken:
            if kind is None and not self._predicate.holds():
                raise AlwaysError(self._told("at the end of the block"))
            return
        if self._task is not None and hasattr(self._task, "uncancel"):  # since Python 3.11
            self._task.uncancel()
        raise AlwaysError(self._broken) from (None if isinstance(error, asyncio.CancelledError) else error)

    def _look(self) -> None:
        if self._broken or self._predicate.holds():
            return
        assert self._between is not None  # noqa: S101 - for the type checker: it is who calls
        self._broken = self._told(f"after a step of {self._between.after_whom}")
        if self._task is not None:
            self._task.cancel()

    def _told(self, when: str) -> str:
        return f"what is always to be true is not, {when}:\n  {self._predicate}"


def _current_task() -> asyncio.Task[Any] | None:
    return None if asyncio._get_running_loop() is None else asyncio.current_task()  # noqa: SLF001 - it is exported
