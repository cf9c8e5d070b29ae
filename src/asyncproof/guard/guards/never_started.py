"""Finds tasks that were made and had never begun when their test was over."""

from __future__ import annotations

import linecache
import re
import threading
from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar

from asyncproof.core import Place
from asyncproof.guard.guard import Guard
from asyncproof.guard.holding.inside import coroutines_inside
from asyncproof.guard.pending import pending_on
from asyncproof.guard.reading.body import code_of_test
from asyncproof.guard.reading.dropped import MAKERS, dropped_tasks
from asyncproof.guard.reading.suspension import awaits_nothing_after
from asyncproof.guard.told import told_ids
from asyncproof.guard.unrun import name_of

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Task
    from typing import Any

    from asyncproof.guard.host import Host
    from asyncproof.guard.owner import Owner
    from asyncproof.guard.pending import Pending
    from asyncproof.guard.reading.dropped import Dropped

_CURE = "keep the task and await it in the test"
_CURE_GATHER = "await it: `await asyncio.gather(...)`"
_CLOSE = re.compile(r"([\w.]+)\.close\(\)")
_GATHER = re.compile(r"\bgather\(")


class NeverStarted(Guard):
    """A task was made, and had not begun when its test was over.

    `asyncio.create_task()` and `asyncio.gather()` only plan: the loop begins a task when the code that made
    it awaits something. A test that awaits nothing afterwards is over before that: all it asserts was true
    before the task did anything, and what the task does then is cut off.

    ```python title="test_x.py"
    import asyncio

    import pytest


    async def save(rows, row):
        await asyncio.sleep(0)
        rows.append(row)


    @pytest.mark.asyncio
    async def test_save():
        rows = []
        asyncio.gather(save(rows, 1), save(rows, 2))
        assert len(rows) < 2
    ```

    ```console
    $ pytest test_x.py
    ...
    never-started: `gather` was not awaited: its tasks had not begun when the test was over
        test_x.py:14:  asyncio.gather(save(rows, 1), save(rows, 2))
        why: a task begins when the code that made it awaits something, and nothing was awaited
        do:  await it: `await asyncio.gather(...)`
        more: asyncproof explain never-started
    ...
    ```

    ## What it sees

    - Tasks that no code has run of when their loop is about to be closed, or when the test that made them
      ends on a loop that it shares with others: by `create_task`, `ensure_future` or `gather`, in async
      tests and in sync ones that run a loop. Those that one `gather` has made are told as one.
    - Tasks that the loop began in its last turn, after the test had returned: the test awaits nothing after
      the line that made them.

    A task that has begun during the test and is left behind is another guard's: `leaked-task`. One that the
    test has cancelled is let pass, and so are those that libraries make for themselves.

    ## What to do instead

    Await what the test starts, at the latest in its last line: `await task`, `await asyncio.gather(...)`,
    or a `TaskGroup`, which awaits all.

    ## What it cannot see

    A `gather` whose tasks did run, because the test awaited something else, and whose results were dropped.
    """

    name: ClassVar[str] = "never-started"
    group: ClassVar[str] = "never_awaited"
    why: ClassVar[str] = "a task begins when the code that made it awaits something, and nothing was awaited"

    def __init__(self, session: Host) -> None:
        """Begin with nothing."""
        super().__init__(session)
        self._dropped: list[tuple[str, Dropped]] = []
        self._found: defaultdict[tuple[Owner, Place | None], list[Pending]] = defaultdict(list)

    def loop_closes(self, loop: AbstractEventLoop) -> None:
        """Look at what is pending before it is cancelled."""
        pending = pending_on(loop)
        is_main = bool(pending) and threading.current_thread() is threading.main_thread()
        for one in pending:
            owner = one.owner or (self.session.running if is_main else None)
            if owner is not None and not owner.ended:
                self._look_at(one, owner)
        if self._found:
            self._tell_all()

    def test_ends(self, test: Owner) -> None:
        """Look at what the test has left on loops that live on."""
        self._look_at_all(test)

    def call_ended(self, test: Owner, failure: BaseException | None) -> None:
        """Look for tasks that will be done when the loop is closed, in a test that awaits nothing more."""
        self._dropped.clear()
        code, namespace = code_of_test(test)
        if failure is not None or code is None or MAKERS.isdisjoint(code.co_names):
            return
        if any(loop.get_task_factory() is not None for loop in self.session.loops):
            return  # it may begin tasks at once
        for one in dropped_tasks(code, namespace):
            if self._tell_of_dropped(test, Place(code.co_filename, one.first), one.maker):
                self._dropped.append((code.co_filename, one))

    def fixture_ends(self, fixture: Owner) -> None:
        """Look at what a wider fixture has left on loops that live on."""
        self._look_at_all(fixture)

    def _look_at_all(self, owner: Owner) -> None:
        for loop in list(self.session.loops):
            if loop.is_closed():
                continue
            for one in pending_on(loop):
                if one.owner is owner and not self._is_kept(one, owner):
                    self._look_at(one, owner)
        if self._found:
            self._tell_all()

    def _look_at(self, one: Pending, owner: Owner) -> None:
        if not one.is_users or _is_cancelled(one.task) or id(one.task.get_coro()) in told_ids(self.session):
            return
        frames = getattr(one.task.get_coro(), "cr_origin", None) or ()
        if not one.is_started or awaits_nothing_after(frames, name_of(owner)):
            place = None if one.origin is None else one.origin.place
            if self._is_told(place):
                told_ids(self.session).add(id(one.task.get_coro()))
            else:
                self._found[owner, place].append(one)

    def _is_kept(self, one: Pending, owner: Owner) -> bool:
        """Say whether a wider fixture keeps the task, or the object whose method it will run."""
        if owner.is_wide:
            return False
        frame = getattr(one.task.get_coro(), "cr_frame", None)
        runs_for = None if frame is None else frame.f_locals.get("self")
        return any(thing is not None and self.session.keeper_of(thing) for thing in (one.task, runs_for))

    def _tell_of_dropped(self, test: Owner, place: Place, maker: str) -> bool:
        is_gather = maker == "gather"
        what = "`gather` was not awaited: its tasks" if is_gather else f"the task of this `{maker}`"
        return self.tell(
            test,
            f"{what} had not begun when the test was over",
            place=place,
            subjects=[maker],
            cure=_CURE_GATHER if is_gather else _CURE,
        )

    def _is_told(self, place: Place | None) -> bool:
        return place is not None and any(
            file == place.file and one.first <= (place.line or 0) <= one.last for file, one in self._dropped
        )

    def _tell_all(self) -> None:
        found, self._found = self._found, defaultdict(list)
        for (owner, place), tasks in found.items():
            self._tell(owner, place, tasks)

    def _tell(self, owner: Owner, place: Place | None, tasks: list[Pending]) -> None:
        told = told_ids(self.session)
        for one in tasks:
            coroutine = one.task.get_coro()
            told.add(id(coroutine))
            if hasattr(coroutine, "cr_frame"):
                told |= coroutines_inside(coroutine)
        names = ", ".join(dict.fromkeys(f"`{one.name}`" for one in tasks))
        message = f"a task of {names} was made and had not begun when the test was over"
        cure = _CURE
        if place is not None and _GATHER.search(linecache.getline(place.file, place.line or 0)):
            message = f"`gather` of {names} was not awaited: its tasks had not begun when the test was over"
            cure = _CURE_GATHER
        elif (closed := _closed_at(place)) is not None:
            cure = f"`close()` only begins it: `await {closed}.wait_closed()` after it"
        elif len(tasks) > 1:
            message = f"{len(tasks)} tasks of {names} were made and had not begun when the test was over"
            cure = "await them in the test: `await asyncio.gather(*tasks)`"
        subjects = [name for one in tasks for name in one.names]
        self.tell(owner, message, place=place, subjects=subjects, cure=cure)


def _closed_at(place: Place | None) -> str | None:
    """Return what is closed at a line, where a library has made the task that does it; None if nothing is."""
    found = place and _CLOSE.search(linecache.getline(place.file, place.line or 0))
    return found[1] if found else None


def _is_cancelled(task: Task[Any]) -> bool:
    """Say whether somebody has asked the task to end, which is why it won't begin."""
    cancelling = getattr(task, "cancelling", None)  # since 3.11
    return cancelling() > 0 if cancelling is not None else bool(getattr(task, "_must_cancel", False))
