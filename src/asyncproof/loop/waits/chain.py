"""The chain of frames in which a task is suspended, from its own coroutine to what it awaits last."""

from __future__ import annotations

import asyncio
import gc
import types
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits.peek import MISSING, attribute

if TYPE_CHECKING:
    from types import CodeType, FrameType

_PARTS = (
    (types.CoroutineType, "cr_frame", "cr_await"),
    (types.GeneratorType, "gi_frame", "gi_yieldfrom"),
    (types.AsyncGeneratorType, "ag_frame", "ag_await"),
)
# Python shows nothing of these, but the garbage collector sees what they wrap.
_WRAPPERS = {
    "anext_awaitable",
    "async_generator_asend",
    "async_generator_athrow",
    "coroutine_wrapper",
}
_LONGEST = 1_000


@dataclass(frozen=True)
class Link:
    """One suspended coroutine or generator and its frame."""

    awaitable: Any
    frame: FrameType

    @property
    def code(self) -> CodeType:
        """The code that is suspended."""
        return self.frame.f_code

    @property
    def module(self) -> str:
        """The name of the module that the code is from; empty if it has none."""
        name = self.frame.f_globals.get("__name__")
        return name if isinstance(name, str) else ""

    @property
    def function(self) -> str:
        """The bare name of the function."""
        return self.code.co_name

    @property
    def title(self) -> str:
        """The qualified name of the function without the functions around it."""
        return str(self.awaitable.__qualname__).rpartition("<locals>.")[2]

    def local(self, name: str) -> Any:
        """Return the value of a local variable, or `MISSING`."""
        return self.frame.f_locals.get(name, MISSING)


@dataclass(frozen=True)
class Chain:
    """Everything that a task is suspended in."""

    links: tuple[Link, ...]
    end: Any
    """The last awaited object that has no frame; None if the task is not suspended in an await."""
    future: asyncio.Future[Any] | None
    """The future whose completion wakes the task, if it is suspended on one."""


def chain_of(task: asyncio.Task[Any]) -> Chain:
    """Return the chain of *task*; an empty one if there is nothing to see."""
    links: list[Link] = []
    current: Any = task.get_coro()
    end: Any = None
    for _ in range(_LONGEST):
        if current is None:
            break
        end = current
        frame, following = _open(current)
        if frame is not None:
            links.append(Link(current, frame))
            end = None
        current = following
    return Chain(tuple(links), end, waiter_of(task))


def waiter_of(task: asyncio.Task[Any]) -> asyncio.Future[Any] | None:
    """Return the future that *task* waits for, or None."""
    # A C-level getter on C tasks, a plain attribute on Python ones.
    waiter = getattr(task, "_fut_waiter", None)
    return waiter if waiter is not None and asyncio.isfuture(waiter) else None


def _open(awaitable: Any) -> tuple[FrameType | None, Any]:
    for kind, frame, following in _PARTS:
        if type(awaitable) is kind:
            return getattr(awaitable, frame), getattr(awaitable, following)
    if type(awaitable).__name__ in _WRAPPERS:
        inside = (thing for thing in gc.get_referents(awaitable) if _is_followed(thing))
        return None, next(inside, None)
    # Compiled coroutines (Cython) have the same attributes, but seldom a frame.
    following = attribute(awaitable, "cr_await")
    return None, None if following is MISSING else following


def _is_followed(thing: object) -> bool:
    return type(thing) in {kind for kind, _, _ in _PARTS} or type(thing).__name__ in _WRAPPERS
