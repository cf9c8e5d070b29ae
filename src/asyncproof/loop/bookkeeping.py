"""Callbacks of asyncio's own that only count that one more of several has ended, while others have not.

Nobody can tell whether such a callback runs before or after somebody's next step, so it need not be asked.
Both are recognised by private names, of which a release that has them no more, or otherwise, knows nothing:
then the callback is taken for any other, which costs questions and no truth.
"""

from __future__ import annotations

import asyncio
from inspect import ismethod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_NAMES = frozenset(("gather.<locals>._done_callback", "TaskGroup._on_task_done"))


def only_counts(callback: Callable[..., object] | None, ended: tuple[Any, ...] | None) -> bool:
    """Tell whether a callback, about a future that has ended, certainly changes nothing that others see."""
    if not ended or getattr(callback, "__qualname__", "") not in _NAMES:
        return False
    future, others = ended[0], _others(callback)
    if not isinstance(future, asyncio.Future) or future.cancelled():
        return False
    if getattr(future, "_exception", None) is not None:  # to ask for it would count as having seen it
        return False
    return any(isinstance(one, asyncio.Future) and one is not future and not one.done() for one in others)


def _others(callback: Any) -> Collection[object]:
    """Return the futures that the callback counts."""
    if ismethod(callback):
        return tuple(getattr(callback.__self__, "_tasks", ()))
    cells = dict(zip(callback.__code__.co_freevars, callback.__closure__ or (), strict=False))
    found = cells["children"].cell_contents if "children" in cells else ()
    return found if isinstance(found, list) else ()
