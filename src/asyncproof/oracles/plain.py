"""An object's state in plain values that can be compared and hashed.

Two copies of an object are alike here if their attributes are. What has no values of its own to compare, as a
lock, counts with what it tells of itself; what tells nothing counts by its type.
"""

from __future__ import annotations

import asyncio
import types
from collections import deque
from enum import Enum
from typing import Any

_VALUES = (bool, int, float, complex, str, bytes, Enum, type, types.FunctionType, types.ModuleType)
_TELLING: tuple[tuple[type, tuple[str, ...]], ...] = (
    (asyncio.Lock, ("locked",)),
    (asyncio.Semaphore, ("locked",)),
    (asyncio.Event, ("is_set",)),
    (asyncio.Condition, ("locked",)),
    (asyncio.Queue, ("qsize",)),
    (asyncio.Future, ("done", "cancelled")),
)
_ENVIRONMENT = ("asyncio", "_asyncio", "threading", "_thread", "contextvars", "weakref", "logging")


def plain(value: Any) -> Any:
    """Return what can be compared in the place of a value."""
    return _plain(value, {})


def _plain(value: Any, seen: dict[int, int]) -> Any:
    if value is None or isinstance(value, _VALUES):
        return value
    if id(value) in seen:
        return "again", seen[id(value)]
    seen[id(value)] = len(seen)
    kind = type(value)
    if isinstance(value, dict):
        return kind.__name__, frozenset(
            (_plain(key, seen), _plain(each, seen)) for key, each in value.items()
        )
    if isinstance(value, (set, frozenset)):
        return kind.__name__, frozenset(_plain(each, seen) for each in value)
    if isinstance(value, (list, tuple, deque)):
        return kind.__name__, tuple(_plain(each, seen) for each in value)
    return _of_object(value, kind, seen)


def _of_object(value: Any, kind: type, seen: dict[int, int]) -> Any:
    for known, methods in _TELLING:
        if isinstance(value, known):
            return kind.__name__, tuple(getattr(value, method)() for method in methods)
    if kind.__module__.partition(".")[0] in _ENVIRONMENT:
        return kind.__name__
    fields = fields_of(value)
    if fields is not None:
        return kind.__qualname__, frozenset((name, _plain(each, seen)) for name, each in fields.items())
    equality: Any = kind.__eq__
    if equality is not object.__eq__ and kind.__hash__ is not None:
        return value
    return kind.__qualname__


def fields_of(value: Any) -> dict[str, Any] | None:
    """Return the attributes that an object has of its own; None if it has no place for any."""
    slots = [name for kind in type(value).__mro__ for name in _names(kind.__dict__.get("__slots__", ()))]
    found = {name: getattr(value, name) for name in slots if hasattr(value, name)}
    own = getattr(value, "__dict__", None)
    if not slots and own is None:
        return None
    return {**found, **(own or {})}


def _names(slots: Any) -> tuple[str, ...]:
    names = (slots,) if isinstance(slots, str) else tuple(slots)
    return tuple(name for name in names if name not in {"__dict__", "__weakref__"})
