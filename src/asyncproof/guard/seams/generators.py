"""Async generators: heard of when they are iterated first, and when they are thrown away unfinished.

A loop gives Python two methods for that, `_asyncgen_firstiter_hook` and `_asyncgen_finalizer_hook`; as long
as needed the classes of the loops have them with ours around. CPython 3.10 to 3.14 and uvloop were tested.
"""

from __future__ import annotations

import asyncio
import sys
from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = "_asyncgen_firstiter_hook"
LAST = "_asyncgen_finalizer_hook"
UVLOOP = "uvloop"


class Listener(Protocol):
    """Whoever wants to know of async generators."""

    def begins(self, generator: Any) -> None:
        """Hear of one that is iterated first."""

    def dropped(self, generator: Any) -> None:
        """Hear of one that nobody holds any more, and that has not come to its end."""


_stack: list[Listener] = []
_originals: list[tuple[type[Any], str, Any, bool]] = []


def listen(listener: Listener) -> None:
    """Tell this listener, and no longer those before it."""
    _stack.append(listener)
    look_for_loops()


def forget() -> None:
    """Tell the listener before it; with the last one everything is put back."""
    _stack.pop()
    if _stack:
        return
    for kind, name, original, own in reversed(_originals):
        if own:
            setattr(kind, name, original)
        else:
            delattr(kind, name)
    _originals.clear()


def look_for_loops() -> None:
    """Reach uvloop, if it has been imported in the meantime."""
    if not _originals:
        _reach(asyncio.base_events.BaseEventLoop)
    uvloop: Any = sys.modules.get(UVLOOP)
    if uvloop is not None and not any(kind is uvloop.Loop for kind, *_ in _originals):
        _reach(uvloop.Loop)


def _reach(kind: type[Any]) -> None:
    for name, hear in ((FIRST, "begins"), (LAST, "dropped")):
        original = getattr(kind, name, None)
        if original is not None:
            _originals.append((kind, name, original, name in vars(kind)))
            setattr(kind, name, _around(original, hear))


def _around(original: Callable[[Any, Any], None], hear: str) -> Callable[[Any, Any], None]:
    @wraps(original)
    def hook(self: Any, generator: Any) -> None:
        for listener in _stack[-1:]:  # none, where a loop has outlived the run
            getattr(listener, hear)(generator)
        original(self, generator)

    return hook
