"""The coroutines that are inside another one that was not started: its arguments, and theirs."""

from __future__ import annotations

from functools import partial
from types import CoroutineType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_DEEPEST = 4
_MOST_ITEMS = 100


def coroutines_inside(coroutine: Any) -> set[int]:
    """Return the identities of the coroutines that this one was given, directly or in lists and tuples."""
    found: set[int] = set()
    _collect(_arguments(coroutine), found, _DEEPEST)
    return found


def _collect(values: Iterable[Any], found: set[int], depth: int) -> None:
    for value in values:
        kind = type(value)
        if kind is CoroutineType:
            if id(value) not in found:
                found.add(id(value))
                _collect(_arguments(value), found, depth)
        elif depth and kind in (list, tuple, set, frozenset):
            _collect(list(value)[:_MOST_ITEMS], found, depth - 1)
        elif depth and kind is dict:
            _collect(list(value.values())[:_MOST_ITEMS], found, depth - 1)
        elif depth and kind is partial:
            _collect((*value.args, *value.keywords.values()), found, depth - 1)


def _arguments(coroutine: Any) -> list[Any]:
    frame = coroutine.cr_frame
    return [] if frame is None else list(frame.f_locals.values())
