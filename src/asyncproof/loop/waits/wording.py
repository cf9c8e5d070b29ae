"""How one task's wait is put into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.loop.waits import target as kinds
from asyncproof.loop.waits.holders import ACQUIRED, WOULD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from asyncproof.loop.waits.taskwait import TaskWait, Wait

_SHOWN_NAMES = 4

_THINGS = {
    kinds.LOCK: "{it}",
    kinds.SEMAPHORE: "{it}",
    kinds.EVENT: "{it}",
    kinds.CONDITION: "a notify() of {it}",
    kinds.BARRIER: "{it}",
    kinds.GET: "an item from {it}",
    kinds.PUT: "room in {it}",
    kinds.JOIN: "the join() of {it}",
    kinds.READ: "data from {it}",
    kinds.DRAIN: "{it} to be drained",
    kinds.FUTURE: "{it}",
    kinds.TASK: "{tasks}",
    kinds.GATHER: "gather of {tasks}",
    kinds.WAIT: "asyncio.wait of {tasks}",
    kinds.AS_COMPLETED: "as_completed of {tasks}",
    kinds.START: "{tasks} to call task_status.started()",
    kinds.SHIELD: "{tasks} behind a shield",
    kinds.TASK_GROUP: "the end of {it} with {tasks} in it",
    kinds.EXECUTOR: "a job in a thread or process pool",
    kinds.PROCESS: "the end of a subprocess",
    kinds.SLEEP: "a sleep",
    kinds.CALL: "the end of a call",
    kinds.READY: "nothing: it is ready to run",
    kinds.UNKNOWN: "an awaitable of unknown kind",
}

_NOBODY = {
    kinds.LOCK: "and no task is seen to hold it",
    kinds.SEMAPHORE: "and no task is seen to hold it",
    kinds.EVENT: "and no other task is seen to set() it",
    kinds.CONDITION: "and no other task is seen to give one",
    kinds.BARRIER: "and no other task is seen to come",
    kinds.GET: "and no other task is seen to put one there",
    kinds.PUT: "and no other task is seen to take one out",
    kinds.JOIN: "and no other task is seen to call task_done()",
    kinds.FUTURE: "and no other task is seen to complete it",
    kinds.READ: "and the other end neither sends nor closes",
    kinds.DRAIN: "and the other end does not read",
}


def waits_for(one: TaskWait, name: Callable[[int], str]) -> str:
    """Return `<who> waits for <what>`."""
    return f"{one.name} waits for {thing_awaited(one.wait, name)}"


def in_its_way(one: TaskWait, name: Callable[[int], str]) -> str:
    """Return who stands in the way of *one*, ready to follow `waits_for`; empty if that is said already."""
    return "".join(f", {reason}" for reason in _because(one, name))


def thing_awaited(wait: Wait, name: Callable[[int], str]) -> str:
    """Return what is waited for, and nothing of who waits."""
    tasks = listed([name(number) for number in wait.on_tasks])
    if wait.others:
        futures = "1 future" if wait.others == 1 else f"{wait.others} futures"
        tasks = f"{tasks} and {futures}" if tasks else futures
    thing = _THINGS.get(wait.kind, "{it}").format(it=wait.resource or "something", tasks=tasks or "nothing")
    return f"{thing} ({wait.detail})" if wait.detail else thing


def _because(one: TaskWait, name: Callable[[int], str]) -> Iterator[str]:
    if not one.blockers:
        if one.wait.kind in _NOBODY:
            yield _NOBODY[one.wait.kind]
        return
    first = one.blockers[0]
    who = listed([name(blocker.task) for blocker in one.blockers])
    if first.how == WOULD:
        at = f" at {first.spot.short}" if first.spot else ""
        one_of = "" if len(one.blockers) == 1 else "one of "
        yield f"until {one_of}{who} comes to {first.text}(){at}"
    elif first.how == ACQUIRED:
        at = f" at {first.spot.short}" if first.spot else ""
        yield f"which {who} took with {first.text}(){at} and is not seen to release"
    else:
        yield f"held by {who}"


def place_lines(one: TaskWait) -> Iterator[str]:
    """Yield where the task stands and what it holds."""
    if one.spot is not None:
        yield str(one.spot)
    for thing, spot in one.holds:
        yield f"it holds {thing}, taken at {spot.short}" if spot else f"it holds {thing}"
    if one.deadline is not None:
        yield f"inside a timeout that ends at {one.deadline:g} s"


def listed(names: Sequence[str]) -> str:
    """Return the *names* in one phrase, the first few in full."""
    shown = list(dict.fromkeys(names))
    if len(shown) > _SHOWN_NAMES + 1:
        shown = [*shown[:_SHOWN_NAMES], f"{len(shown) - _SHOWN_NAMES} more"]
    return shown[0] if len(shown) == 1 else " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))
