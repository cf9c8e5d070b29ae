"""What a suspended task waits for, told from its chain of frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits import known_anyio, known_asyncio
from asyncproof.loop.waits import target as kinds
from asyncproof.loop.waits.peek import MISSING, type_name
from asyncproof.loop.waits.target import (
    Target,
    in_an_executor,
    is_gather,
    is_task,
    shielded,
    target_of_futures,
)

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Sequence

    from asyncproof.loop.waits.chain import Chain, Link

_KNOWN = {**known_asyncio.KNOWN, **known_anyio.KNOWN}
_MACHINERY = ("asyncio.", "anyio.", "contextlib", "asyncproof.")
_QUIET = {("asyncio.tasks", "wait_for"), ("asyncio.timeouts", "__aexit__")}


def machinery(chain: Chain) -> tuple[Link, ...]:
    """Return the innermost links of *chain* that are asyncio's, anyio's or ours, not the program's."""
    links = chain.links
    start = len(links)
    while start and f"{links[start - 1].module}.".startswith(_MACHINERY):
        start -= 1
    return links[start:]


def awaiting(chain: Chain, tasks: Sequence[asyncio.Task[Any]]) -> Target:
    """Return what the owner of *chain* waits for; *tasks* are all that live in its loop."""
    inner = machinery(chain)
    found: Target | None = None
    for link in inner:
        known = _KNOWN.get((link.module, link.function))
        found = known(link, tasks) if known else None
        if found is not None:
            break
    if found is None:
        return _unrecognised(chain, inner)
    if found.kind == kinds.CONDITION:
        return _woken(found, inner) or found
    return found


def _woken(condition: Target, inner: Sequence[Link]) -> Target | None:
    """Return the lock that a notified waiter of *condition* queues for, if it has got that far."""
    innermost = inner[-1]
    if innermost.function != "acquire":
        return None
    return Target(kinds.LOCK, innermost.local("self")) if condition.resource is not MISSING else None


def _unrecognised(chain: Chain, inner: Sequence[Link]) -> Target:
    future = chain.future
    calls = [
        link for link in inner if (link.module, link.function) not in _QUIET and link.function != "__aenter__"
    ]
    if is_task(future):
        return target_of_futures(kinds.TASK, [future])
    if is_gather(future):
        return target_of_futures(kinds.GATHER, [future])
    if future is not None and shielded(future) is not None:
        return target_of_futures(kinds.SHIELD, [future])
    if future is not None and in_an_executor(future):
        return Target(kinds.EXECUTOR)
    if calls:
        return Target(kinds.CALL, detail=f"{calls[0].title}() of {calls[0].module}")
    return _bare(chain, future)


def _bare(chain: Chain, future: asyncio.Future[Any] | None) -> Target:
    if future is not None:
        return Target(kinds.FUTURE, future, detail=_made_at(future))
    if chain.end is not None:
        return Target(kinds.UNKNOWN, detail=type_name(chain.end))
    return Target(kinds.READY)


def _made_at(future: asyncio.Future[Any]) -> str:
    """Return where *future* was made; only a loop in debug mode lets futures remember."""
    frames = getattr(future, "_source_traceback", None) or ()
    for frame in reversed(list(frames)):
        if "asyncio" not in frame.filename:
            return f"made at {frame.filename}:{frame.lineno}"
    return ""
