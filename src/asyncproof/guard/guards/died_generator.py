"""Finds async generators and coroutines whose clean-up raised an error while they were thrown away."""

from __future__ import annotations

import sys
from asyncio import Task
from inspect import CO_ASYNC_GENERATOR, CO_COROUTINE
from types import AsyncGeneratorType, CoroutineType
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.deaths import Death, DeathGuard, is_leaving, is_log_watched, short, user_lines
from asyncproof.guard.pending import owner_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asyncproof.guard.owner import Owner

_LOOPS = ("no running event loop", "There is no current event loop", "Event loop is closed")


class DiedGenerator(DeathGuard):
    """The clean-up of an async generator or coroutine raised an error while it was thrown away.

    ## What it sees

    Async generators that were not iterated to their end, and whose `finally` or `async with` fails when the
    loop closes them; coroutines that are collected half-way, and whose `finally` fails then; a `__del__` of
    yours that needs an event loop where there is none.

    ```python title="test_rows.py"
    import asyncio

    import pytest


    async def rows():
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0)
            raise ConnectionError("rollback failed")


    @pytest.mark.asyncio
    async def test_first_row():
        async for row in rows():
            assert row == 1
            break
        await asyncio.sleep(0.01)
    ```

    ```console
    $ pytest test_rows.py
    ...
    died-generator: the clean-up of `rows()` raised `ConnectionError: rollback failed`, and nobody heard of it
        test_rows.py:12:  raise ConnectionError("rollback failed")
    ...
    ```

    ## What to do instead

    Close the generator where its error can be seen: `async with contextlib.aclosing(rows()) as found:`.

    ## What it cannot see

    Clean-up that never runs at all, which is told as something left behind.
    """

    name: ClassVar[str] = "died-generator"
    texts: ClassVar[tuple[str, ...]] = (
        "an error occurred during closing of asynchronous generator",
        "unhandled exception during asyncio.run() shutdown",
    )
    why: ClassVar[str] = "what is thrown away half-way is cleaned up later, where an error can only be logged"
    cure: ClassVar[str] = "close it where you use it: `async with contextlib.aclosing(...)`"

    def __init__(self, session: Any) -> None:
        super().__init__(session)
        self._before: Callable[[Any], object] | None = None

    def run_begins(self) -> None:
        """Hear of errors that Python can't raise, before whoever heard of them until now."""
        self._before = sys.unraisablehook
        sys.unraisablehook = self._hear

    def run_ends(self) -> None:
        """Hear of them no longer."""
        super().run_ends()
        if sys.unraisablehook == self._hear and self._before is not None:
            sys.unraisablehook = self._before

    def problem(self, context: Mapping[str, object]) -> None:
        """Hear of a generator that a loop could not close."""
        error, task = context.get("exception"), context.get("future")
        is_closing = isinstance(task, Task) and type(task.get_coro()).__name__ == "async_generator_athrow"
        if isinstance(error, BaseException) and (is_closing or "asyncgen" in context):
            owner = owner_of(task) if is_closing else None
            self._died(error, owner)

    def _hear(self, trouble: Any) -> None:
        error = trouble.exc_value
        if isinstance(error, BaseException) and _is_ours(trouble, error):
            entry = self.session.ledger.of(trouble.object)
            self._died(error, None if entry is None else entry.owner)
        if self._before is not None:
            self._before(trouble)

    def _died(self, error: BaseException, owner: Owner | None) -> None:
        lines = user_lines(error)
        owner = owner or self.session.owner_now()
        if not lines or is_leaving(error) or is_log_watched(owner):
            return
        function = lines[0].function
        message = f"the clean-up of `{function}()` raised `{short(error)}`, and nobody heard of it"
        self.died(Death(owner, error, message, subjects=[function]))


def _is_ours(trouble: Any, error: BaseException) -> bool:
    thing, trace = trouble.object, trouble.exc_traceback
    if isinstance(thing, CoroutineType | AsyncGeneratorType):
        return True
    name = getattr(thing, "__name__", "")
    if thing is None and trace is not None:  # since 3.14 it only says in words what it was
        code = trace.tb_frame.f_code
        if code.co_flags & (CO_COROUTINE | CO_ASYNC_GENERATOR):
            return True
        name = code.co_name
    return name == "__del__" and isinstance(error, RuntimeError) and str(error).startswith(_LOOPS)
