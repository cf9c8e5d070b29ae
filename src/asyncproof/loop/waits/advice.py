"""The one thing to do about a deadlock, by what the tasks wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.loop.waits import target as kinds
from asyncproof.loop.waits.holders import ACQUIRED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.loop.waits.taskwait import TaskWait

_ALONE = {
    kinds.LOCK: "release the lock on every path; `async with` does",
    kinds.SEMAPHORE: "release the semaphore on every path; `async with` does",
    kinds.EVENT: "see that set() is called on this very Event on every path; "
    "a set() before the wait counts, one that a clear() follows does not",
    kinds.CONDITION: "call notify() after the change that is waited for, and wait with wait_for(): "
    "a notify() that comes before the wait() is lost",
    kinds.BARRIER: "start as many tasks as the barrier has parties, or abort() it when one of them fails",
    kinds.GET: "let the last producer put an end marker for each consumer, "
    "or cancel the consumers when the work is done",
    kinds.PUT: "keep a consumer alive as long as something is put, also when it meets an error",
    kinds.JOIN: "call task_done() once for each item that was got, in a `finally`",
    kinds.FUTURE: "see who was to complete the future; when that fails, it must set_exception() or cancel()",
    kinds.READ: "let the other end write, or close its writer, on every path",
    kinds.DRAIN: "let the other end read, or close the connection",
    kinds.EXECUTOR: "see what the job waits for; if it only takes long, raise the limit `patience` or `hang`",
    kinds.PROCESS: "see what the subprocess waits for; an unread pipe or an open stdin are the usual things",
}
_OTHERWISE = "see at the lines above who was to end these waits, and why it is gone"
_GONE = "see who was to complete the future that the run is for: it is no task, and no task is left"
_AGAIN = {
    kinds.LOCK: "asyncio's locks can't be taken twice by one task: leave the block first, "
    "or move what both need into a function that expects the lock to be held",
    kinds.SEMAPHORE: "take no second permit while holding one: leave the block first",
}


def advice(circle: Sequence[TaskWait], alone: Sequence[TaskWait]) -> str:
    """Return what to do about the tasks of a *circle*, or about those that nobody is left to wake."""
    if circle:
        return _for_circle(circle)
    if alone:
        return _ALONE.get(alone[0].wait.kind, _OTHERWISE)
    return _GONE


def _for_circle(circle: Sequence[TaskWait]) -> str:
    waits = {one.wait.kind for one in circle}
    if any(blocker.how == ACQUIRED for one in circle for blocker in one.blockers):
        return "release what was taken with acquire() before waiting for more; `async with` shows where"
    if len(circle) == 1:
        return _AGAIN.get(circle[0].wait.kind, "a task can't be waited for by itself: let another one do it")
    if waits == {kinds.SEMAPHORE}:
        return _AGAIN[kinds.SEMAPHORE]
    if waits <= {kinds.LOCK, kinds.SEMAPHORE}:
        return "take the locks in the same order in every task, or use one lock for both"
    if kinds.LOCK in waits or kinds.SEMAPHORE in waits:
        return "leave the block that holds the lock before waiting for somebody who needs it"
    return "let one of them go first: what the other waits for must happen before it waits itself"
