"""What a step of a run is called, and where in the code it stands."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from asyncproof.core import Instant, Step
from asyncproof.loop.handle import callback_name, task_of
from asyncproof.loop.waits.chain import chain_of
from asyncproof.loop.waits.spot import users_link

if TYPE_CHECKING:
    import asyncio


def make_step(number: int, at: Instant, handle: asyncio.Handle) -> Step:
    """Describe what a handle is about to run."""
    who, where = describe_handle(handle)
    task = task_of(handle)
    return Step(number, at, who, where, is_task=task is not None, task=0 if task is None else hash(task))


def describe_handle(handle: asyncio.Handle) -> tuple[str, str]:
    """Return who runs, and where its code stands, in words that are the same in every process."""
    task = task_of(handle)
    if task is not None:
        return task.get_name(), _where_task(task)
    callback: Any = getattr(handle, "_callback", None)
    return callback_name(callback), _where_code(
        getattr(getattr(callback, "func", callback), "__code__", None)
    )


def _where_task(task: asyncio.Task[Any]) -> str:
    link = users_link(chain_of(task).links)
    if link is None:
        return ""
    return f"{PurePath(link.code.co_filename).name}:{link.frame.f_lineno} in {link.title}"


def _where_code(code: Any) -> str:
    return f"{PurePath(code.co_filename).name}:{code.co_firstlineno}" if code is not None else ""
