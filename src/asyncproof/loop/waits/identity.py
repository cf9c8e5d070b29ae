"""When two objects are, for who waits, the same thing: a condition and its lock, two ends of one stream."""

from __future__ import annotations

from typing import Any

from asyncproof.loop.waits.peek import MISSING, attribute, is_a, type_name

_SHARED = (
    ("Condition", "_lock"),
    ("MemoryObjectSendStream", "_state"),
    ("MemoryObjectReceiveStream", "_state"),
)


def keys(thing: Any) -> tuple[int, ...]:
    """Return the identities that *thing* stands for: its own, and that of what it shares."""
    shared = _shared(thing)
    return (id(thing),) if shared is MISSING else (id(thing), id(shared))


def same(one: Any, other: Any) -> bool:
    """Tell whether *one* and *other* are the same thing for who waits for it."""
    return one is not MISSING and bool({*keys(one)} & {*keys(other)})


def _shared(thing: Any) -> Any:
    name = type_name(thing).rpartition(".")[2]
    for suffix, field in _SHARED:
        if name.endswith(suffix) and not is_a(thing, type):
            return attribute(thing, field)
    return MISSING
