"""Finds tasks that Python collected while they were running, because nothing held them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from asyncproof.guard.guard import Guard
from asyncproof.guard.origin import defined_at, origin_of_coroutine
from asyncproof.guard.pending import is_started, owner_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_DESTROYED = "Task was destroyed but it is pending!"


class DroppedTask(Guard):
    """A task was collected half-way: nothing held it, so it just ceased to be.

    A loop only keeps weak references to its tasks. A task that waits for something that nobody else holds
    either is garbage, and when the collector comes by, it is gone: no error, no result, its `finally` perhaps
    never run.

    ```python title="test_upload.py"
    import asyncio
    import gc

    import pytest

    SENT = []


    async def upload(name):
        confirmed = asyncio.get_running_loop().create_future()
        await confirmed
        SENT.append(name)


    @pytest.mark.asyncio
    async def test_upload():
        asyncio.create_task(upload("a.txt"))
        await asyncio.sleep(0)
        gc.collect()
    ```

    ```console
    $ pytest test_upload.py
    ...
    dropped-task: task `upload` was collected while it was running
        test_upload.py:17:  asyncio.create_task(upload("a.txt"))
    ...
    ```

    ## What it sees

    Every task of which asyncio says that it "was destroyed but it is pending", told with the test that made
    it, whichever test runs when the collector comes by. Whether it does is a matter of luck: tasks that are
    started and forgotten, and still run at the end of the test, are told by `leaked-task`.

    ## What to do instead

    Hold every task you start until it is done: await it, start it in an `asyncio.TaskGroup`, or keep it in a
    set, with `task.add_done_callback(tasks.discard)`.

    ## What it cannot see

    Loops with an exception handler of their own hear of it themselves.
    """

    name: ClassVar[str] = "dropped-task"
    group: ClassVar[str] = "leaks"
    why: ClassVar[str] = (
        "a loop holds its tasks only weakly: what nobody holds may vanish in the middle of its work"
    )
    cure: ClassVar[str] = (
        "hold the task until it is done: await it, or keep it in a set; a TaskGroup holds its own"
    )

    def problem(self, context: Mapping[str, object]) -> None:
        """Hear of a task that died before its time."""
        if context.get("message") != _DESTROYED:
            return
        task = context.get("task")
        coroutine = task.get_coro() if hasattr(task, "get_coro") else None
        if coroutine is None or not is_started(coroutine):  # what never began is another guard's
            return
        origin = origin_of_coroutine(coroutine) or defined_at(getattr(coroutine, "cr_code", None))
        name = str(getattr(coroutine, "__qualname__", type(coroutine).__qualname__))
        self.tell(
            owner_of(task),
            f"task `{name.rpartition('<locals>.')[2]}` was collected while it was running",
            place=None if origin is None else origin.place,
            subjects=[name],
        )
