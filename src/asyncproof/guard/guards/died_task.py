"""Finds tasks that died of an error which nobody has looked at."""

from __future__ import annotations

import gc
from asyncio import Task
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.deaths import (
    Death,
    DeathGuard,
    error_in,
    is_leaving,
    is_log_watched,
    is_unseen,
    is_users,
    mark_seen,
    name_of,
    objects_of,
    short,
    unseen_tasks,
    user_lines,
)
from asyncproof.guard.failing import is_awaited, is_made_by, is_only_cancelling
from asyncproof.guard.origin import Origin
from asyncproof.guard.pending import owner_of
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asyncproof.guard.ledger import Entry
    from asyncproof.guard.owner import Owner


HANDLER = "client_connected_cb"
"""With this word asyncio tells of the task of a connection handler, since 3.12."""


class DiedTask(DeathGuard):
    """A task died of an error, and nobody looked at it.

    ## What it sees

    Tasks that ended with an exception which was never retrieved: their reference was dropped, or is still
    kept somewhere, in a global, an attribute or a cycle, when the test is over; connection handlers of
    `asyncio.start_server` too. A failed assertion inside of
    such a task is told in the same way: it never counted.

    ```python title="test_worker.py"
    import asyncio

    import pytest


    async def worker():
        raise ValueError("no such job")


    @pytest.mark.asyncio
    async def test_worker_runs():
        asyncio.create_task(worker())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    ```

    ```console
    $ pytest test_worker.py
    ...
    died-task: task `worker()` died of `ValueError: no such job`, and nobody looked
        test_worker.py:7:  raise ValueError("no such job")
    ...
    ```

    ## Why it is bad

    An error in a task stays in the task until somebody awaits it. asyncio writes it to its log when the task
    is collected, which may be never, and pytest shows the log of failed tests only.

    ## What to do instead

    Keep the task and `await` it, or start it in an `asyncio.TaskGroup`. A test that expects the error says
    so: `with pytest.raises(ValueError): await task`.

    ## What it cannot see

    A task that has died and is cancelled afterwards, where that happens in the test itself or in the code
    under test: asyncio takes `cancel()` for a look at the error. In the fixtures of a test it is seen.
    Errors that the code has caught itself, and those of `gather(..., return_exceptions=True)`, which come
    back as values. The second error of a `gather`, which raises only the first: asyncio marks the others
    as seen, and mostly they are but the first one's consequence, as when several requests lose the same
    connection. Where each of them counts, use a `TaskGroup`. A loop with an exception handler of your own,
    and a test that uses `caplog` while asyncio logs the error, are believed to look.
    """

    name: ClassVar[str] = "died-task"
    texts: ClassVar[tuple[str, ...]] = ("Task exception was never retrieved",)
    why: ClassVar[str] = "an error in a task reaches only who awaits it or asks for its `exception()`"
    cure: ClassVar[str] = "keep the task and `await` it, or start it in a TaskGroup"
    looks_at: ClassVar[tuple[str, ...]] = ("_asyncio.Task", "asyncio.tasks.Task")

    def __init__(self, session: Any) -> None:
        super().__init__(session)
        self._dead: list[Task[Any]] = []
        """Those of a test whose tear-down may only cancel them."""

    def problem(self, context: Mapping[str, object]) -> None:
        """Hear of a task that is collected with its error."""
        task, error = context.get("future"), context.get("exception")
        if not isinstance(error, BaseException):
            return
        if HANDLER in str(context.get("message")):
            self._handler_died(error)
        if not isinstance(task, Task):
            return
        entry = self.session.ledger.of(task)
        owner = owner_of(task) or (entry.owner if entry is not None else None) or self.session.running
        if not is_log_watched(owner):
            self._died(task, error, owner)

    def _handler_died(self, error: BaseException) -> None:
        owner = self.session.owner_now()
        if not is_leaving(error) and not is_log_watched(owner):
            function = (user_lines(error) or [Origin("", 0, "handler")])[0].function
            self._mourn(owner, error, f"connection handler `{function}()`", None, [function])

    def left(self, thing: object, entry: Entry) -> None:
        """Look at a task that somebody still holds."""
        if self._dead:
            self._dead = [one for one in self._dead if one is not thing or not is_unseen(one)]
        if is_unseen(thing) and (error := error_in(thing)) is not None:
            owner = owner_of(thing) or entry.owner
            if owner is not None and owner.is_wide and owner is not entry.owner and not owner.ended:
                return  # its fixture may still look
            if self._died(thing, error, owner):
                mark_seen(thing)

    def call_ended(self, test: Owner, failure: BaseException | None) -> None:
        """Where a test fails, look at once: what has died may be the reason."""
        if failure is not None:
            for thing in unseen_tasks(objects_of(failure)):
                if owner_of(thing) is test:
                    error = error_in(thing)
                    if error is not None and self._died(thing, error, test):
                        mark_seen(thing)
        elif is_only_cancelling(test) and not is_log_watched(test):
            young = unseen_tasks([*gc.get_objects(0), *gc.get_objects(1)])
            self._dead += [thing for thing in young if owner_of(thing) is test]
        super().call_ended(test, failure)

    def test_ends(self, test: Owner) -> None:
        """Tell of those that tear-down has only cancelled, which asyncio takes for a look."""
        dead, self._dead = self._dead, []
        for task in dead:
            error, (made, _) = error_in(task), _making(task.get_coro())
            if error is None or made is None or is_unseen(task) or is_awaited(task, error):
                continue
            if is_made_by(test, made):  # what a service holds, it may have looked at
                self._died(task, error, test)
        super().test_ends(test)

    def _died(self, task: Any, error: BaseException, owner: Owner | None) -> bool:
        coroutine = task.get_coro()
        if type(coroutine).__name__ == "async_generator_athrow" or is_leaving(error):
            return False
        made, is_direct = _making(coroutine)
        if not is_users(error) and not is_direct:
            return False
        name = name_of(task)
        subjects = [str(getattr(coroutine, "__qualname__", name)), task.get_name()]
        self._mourn(owner, error, f"task `{name}`", made, subjects)
        return True

    def _mourn(
        self, owner: Owner | None, error: BaseException, what: str, made: Origin | None, subjects: list[str]
    ) -> None:
        message = f"{what} died of `{short(error)}`, and nobody looked"
        if isinstance(error, AssertionError):
            message = f"an assertion failed in {what} and never counted: `{short(error)}`"
        self.died(Death(owner, error, message, made, subjects))


def _making(coroutine: Any) -> tuple[Origin | None, bool]:
    """Return the user's line that made a coroutine, and whether it did so itself, not by a library."""
    frames = getattr(coroutine, "cr_origin", None) or ()
    for number, (file, line, function) in enumerate(frames):
        if not is_foreign(file) and not file.startswith("<"):
            return Origin(file, line, function), number == 0
    return None, False
