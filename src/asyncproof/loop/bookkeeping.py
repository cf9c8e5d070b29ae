"""Callbacks of asyncio's own that count who of several has ended: what they change, and whom they count.

Most only count that one more has ended, while others have not. Nobody can tell whether such a callback runs
before or after somebody's next step, so it need not be asked.
Both are recognised by private names, of which a release that has them no more, or otherwise, knows nothing:
then the callback is taken for any other, which costs questions and no truth.
"""

from __future__ import annotations

import asyncio
from inspect import ismethod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_OF_GATHER = "gather.<locals>._done_callback"
_NAMES = frozenset((_OF_GATHER, "TaskGroup._on_task_done"))


def only_counts(callback: Callable[..., object] | None, ended: tuple[Any, ...] | None) -> bool:
    """Tell whether a callback, about a future that has ended, certainly changes nothing that others see."""
    if not ended or getattr(callback, "__qualname__", "") not in _NAMES:
        return False
    future, others = ended[0], _counted_by(callback)
    if not isinstance(future, asyncio.Future) or future.cancelled():
        return False
    if getattr(future, "_exception", None) is not None:  # to ask for it would count as having seen it
        return False
    return any(isinstance(one, asyncio.Future) and one is not future and not one.done() for one in others)


def gathered_with(task: asyncio.Task[Any]) -> list[asyncio.Future[Any]]:
    """Return the other futures of a `gather` that waits for a task."""
    callbacks = [callback for callback, _ in getattr(task, "_callbacks", None) or ()]
    ours = [one for one in callbacks if getattr(one, "__qualname__", "") == _OF_GATHER]
    found = [other for callback in ours for other in _counted_by(callback)]
    return [other for other in found if isinstance(other, asyncio.Future) and other is not task]


def _counted_by(callback: Any) -> Collection[object]:
    """Return the futures that the callback counts."""
    if ismethod(callback):
        return tuple(getattr(callback.__self__, "_tasks", ()))
    cells = dict(zip(callback.__code__.co_freevars, callback.__closure__ or (), strict=False))
    found = cells["children"].cell_contents if "children" in cells else ()
    return found if isinstance(found, list) else ()
