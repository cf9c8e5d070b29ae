"""Rule await-under-thread-lock: a task waits while it holds a lock of threads."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.insight.suspending import own_nodes, suspensions_in
from asyncproof.check.linking import ForeignInstance, Instance
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_LOCKS = frozenset(
    {
        "_thread.LockType",
        "_thread.RLock",
        "_thread.lock",
        "threading.BoundedSemaphore",
        "threading.Condition",
        "threading.Lock",
        "threading.RLock",
        "threading.Semaphore",
    }
)
_REENTRANT = frozenset({"_thread.RLock", "threading.RLock", "threading.Condition"})


class AwaitUnderThreadLock(Rule):
    """A task awaits while it holds a `threading` lock, so that the next task that wants it stops the loop.

    ## What it does

    Finds `await`, `async with` and `async for` in the block of a `with lock:` where the lock is one of
    `threading`: `Lock`, `RLock`, `Condition`, `Semaphore`. In a test, which may hold up a thread on purpose,
    it is a warning.

    ## Why it is bad

    While the task waits, others run in the same thread. One that asks for the lock blocks the thread, and
    with it the loop that would have to wake the first: a deadlock. An `RLock` lets the second task in
    instead, since it is the same thread, and protects nothing.

    ## Example

    ```python bad title="bank.py"
    import asyncio
    import threading

    lock = threading.Lock()


    async def transfer(account, amount):
        with lock:  # AP413
            await asyncio.sleep(0)
            account["balance"] = account["balance"] + amount
    ```

    ## What to do instead

    ```python good title="bank.py"
    import asyncio

    lock = asyncio.Lock()


    async def transfer(account, amount):
        async with lock:
            await asyncio.sleep(0)
            account["balance"] = account["balance"] + amount
    ```

    If other threads need the lock, too, hold it only for statements that do not await.

    ## What it cannot see

    Locks that come as parameters without a type, and `lock.acquire()` without `with`.
    """

    code = "AP413"
    name = "await-under-thread-lock"
    guide = "Use `asyncio.Lock` between tasks; never await while a lock of threads is held."

    @only(in_async=True)
    def on_With(self, node: ast.With, here: Here) -> None:
        """Look at what is held during the block."""
        if not here.is_async:
            return
        waits = suspensions_in(node.body)
        if not waits:
            return
        for item in node.items:
            value = here.value(item.context_expr)
            kind = value.name if isinstance(value, ForeignInstance) else ""
            kind = value.klass.name if isinstance(value, Instance) else kind
            lock = ast.unparse(item.context_expr)
            if kind not in _LOCKS or _is_released(lock, node):
                continue
            line = getattr(waits[0], "lineno", node.lineno)
            what = (
                "other tasks of this thread get in meanwhile"
                if kind in _REENTRANT
                else "another task that wants it stops the whole loop"
            )
            here.report(
                self,
                item.context_expr,
                f"`{lock}` is a lock of threads, and held while line {line} awaits: {what}",
                cure="use `asyncio.Lock`, or release the lock before you await",
                severity=None if here.test is None else Severity.WARNING,  # it may hold a thread on purpose
            )


def _is_released(lock: str, node: ast.With) -> bool:
    """Tell whether the block gives the lock back for a while."""
    return any(
        isinstance(inner, ast.Attribute)
        and inner.attr in {"release", "wait"}
        and ast.unparse(inner.value) == lock
        for inner in own_nodes(node.body)
    )
