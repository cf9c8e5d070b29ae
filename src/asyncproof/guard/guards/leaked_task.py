"""Finds tasks that go on when those who started them have ended."""

from __future__ import annotations

import ast
import threading
from asyncio import streams
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary, WeakSet

from asyncproof.guard.grace import is_interrupted, let_turn
from asyncproof.guard.guard import Guard
from asyncproof.guard.pending import Pending, is_for_a_peer, pending_on, where
from asyncproof.guard.reading.parsing import parse
from asyncproof.guard.told import told_ids

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator

    from asyncproof.guard.owner import Owner


class LeakedTask(Guard):
    """A task was started, and still ran when its test, or the fixture that started it, had ended.

    What it would have done is never done, what it raises is never seen, and on a loop that several tests
    share it goes on behind the next one.

    ```python title="test_refresh.py"
    import asyncio

    import pytest


    async def refresh(cache):
        while True:
            await asyncio.sleep(60)
            cache.clear()


    @pytest.mark.asyncio
    async def test_starts_empty():
        cache = {}
        asyncio.create_task(refresh(cache))
        await asyncio.sleep(0)
        assert cache == {}
    ```

    ```console
    $ pytest test_refresh.py
    ...
    leaked-task: task `refresh` was left running
        test_refresh.py:15:  asyncio.create_task(refresh(cache))
        refresh waits for a sleep (60 s) at test_refresh.py:8
        nothing keeps this task: Python may collect it half-way
        why: it is cut off half-way or runs on behind the next test, and nobody sees what it raises
        do:  end it before the test ends: await it, or cancel() it and await it; a TaskGroup awaits all
        more: asyncproof explain leaked-task
    ...
    ```

    ## What it sees

    Every task of your code, or that a line of your code has started, that is not done when

    - the loop is closed: at the end of the test, or of the `asyncio.run()` in it;
    - the test ends, and its loop lives on because it is shared by a class, a module or the whole session;
    - a fixture of a wider scope ends: what it has started is its own, through all the tests that use it.

    A task that only needs a few more turns of the loop gets them first, so `task.cancel()` as the last line
    is enough. What is left behind on a shared loop is told and then cancelled: the next test finds a clean
    loop. A task that a test has started, and that the object in a wider fixture keeps (a pool, a service),
    is judged when that fixture ends.

    ## What to do instead

    Give every task an end: await it, cancel it and await it, or start it in an `asyncio.TaskGroup`. Where
    your code starts tasks on its own account, give it a `close()` that ends them, and call it in the test.

    ## What it cannot see

    What `KeyboardInterrupt` or `SystemExit` cuts off on its way out of `asyncio.run()`, which cancels it.
    Tasks that libraries start for themselves are not told: libraries end them when their client is closed.
    Nor is the handler of a server that waits for its client: it is the connection that was left open.
    A task that ends by itself in time is not told either, even if nobody awaits it.
    """

    name: ClassVar[str] = "leaked-task"
    texts: ClassVar[tuple[str, ...]] = ("Task was destroyed but it is pending!",)
    group: ClassVar[str] = "leaks"
    of_an_end: ClassVar[bool] = True
    why: ClassVar[str] = (
        "it is cut off half-way or runs on behind the next test, and nobody sees what it raises"
    )
    cure: ClassVar[str] = (
        "end it before the test ends: await it, or cancel() it and await it; a TaskGroup awaits all"
    )

    def run_begins(self) -> None:
        """Forget what earlier runs knew."""
        self._told: WeakSet[asyncio.Task[Any]] = WeakSet()
        self._keepers: WeakKeyDictionary[asyncio.Task[Any], Owner] = WeakKeyDictionary()

    def loop_settles(self, loop: asyncio.AbstractEventLoop, ended: Owner | None) -> None:
        """Look at what is pending, let it run a little, and tell what still is."""
        pending = pending_on(loop)
        if not pending or (ended is None and is_interrupted()):
            return
        due = [(one, owner) for one, owner in self._with_owners(pending) if self._is_due(one, owner, ended)]
        if not due:
            return
        let_turn(loop)
        left = [(one, owner) for one, owner in due if not one.task.done() and not is_for_a_peer(one)]
        told = [one for one, owner in left if self._tell(one, owner) or owner.failed]
        if ended is not None and told and self.fails(ended):
            for one in told:
                one.task.cancel()
            let_turn(loop)

    def _with_owners(self, pending: list[Pending]) -> Iterator[tuple[Pending, Owner]]:
        """Yield what is pending with its owner; in a thread of its own, what nobody owns is let alone."""
        for one in pending:
            owner = self._keepers.get(one.task) or one.owner
            if owner is None and threading.current_thread() is threading.main_thread():
                owner = self.session.running
            if owner is not None:
                yield one, owner

    def _is_due(self, one: Pending, owner: Owner, ended: Owner | None) -> bool:
        if not one.is_started or not one.is_users or one.task in self._told:
            return False
        if id(one.task.get_coro()) in told_ids(self.session):  # it is `never-started` to others
            return False
        if ended is None:
            return True
        if owner is not ended:
            return False
        keeper = None if owner.is_wide else self._keeper_of(one)
        if keeper is not None:
            self._keepers[one.task] = keeper
        return keeper is None

    def _keeper_of(self, one: Pending) -> Owner | None:
        """Return the wider fixture that keeps the task, or the object whose method it runs."""
        keeper = self.session.keeper_of(one.task)
        frame = getattr(one.task.get_coro(), "cr_frame", None)
        runs_for = None if frame is None else frame.f_locals.get("self")
        return keeper or (None if runs_for is None else self.session.keeper_of(runs_for))

    def _tell(self, one: Pending, owner: Owner) -> bool:
        self._told.add(one.task)
        lines = [where(one)]
        if _is_dropped(one):
            lines.append("nothing keeps this task: Python may collect it half-way")
        how = "was cancelled and goes on" if _is_cancelled(one.task) else "was left running"
        told = self.tell(
            owner,
            f"task `{one.name}` {how}",
            place=None if one.origin is None else one.origin.place,
            subjects=one.names,
            lines=lines,
            sure=not _serves_a_connection(one.task),
        )
        if told:  # asyncio would say so once more, in the middle of another test
            one.task._log_destroy_pending = False  # type: ignore[attr-defined]  # noqa: SLF001 - as gather() does
        return told


def _serves_a_connection(task: asyncio.Task[Any]) -> bool:
    """Say whether asyncio has started it for a connection: a server may be slower than its client."""
    made_in = (getattr(task.get_coro(), "cr_origin", None) or (("", 0, ""),))[0][0]
    return bool(made_in == streams.__file__)


def _is_cancelled(task: asyncio.Task[Any]) -> bool:
    """Say whether somebody has asked the task to end; Python knows since 3.11."""
    cancelling = getattr(task, "cancelling", None)
    return cancelling is not None and cancelling() > 0


def _is_dropped(one: Pending) -> bool:
    """Say whether the line that started the task lets go of it at once."""
    tree = parse("" if one.origin is None else one.origin.source)
    if tree is None or len(tree.body) != 1:  # a part of a longer statement
        return False
    statement = tree.body[0]
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    called = ast.unparse(statement.value.func).lower()
    return called.endswith(("task", "ensure_future"))
