"""Which objects can be seen into: those that keep nothing but what their attributes show."""

from __future__ import annotations

from functools import lru_cache
from types import MemberDescriptorType
from typing import Any

_WORD = object.__basicsize__ // 2
"""How much memory one reference takes: a plain object is a count and a type."""


class Unseen(Exception):  # noqa: N818 - it is no failure: it says that something stays as it is
    """Something keeps what nobody can see, so no state with it is ever the same as another."""

    def __init__(self, what: str) -> None:
        """Say what it is."""
        super().__init__(what)
        self.what = what


@lru_cache(maxsize=4096)
def is_visible(kind: type, above: type = object) -> bool:
    """Tell whether objects of a type keep nothing beside their attributes, and beside what one base does.

    A class written in Python takes room for its slots, for a dictionary and for weak references. Whatever
    takes more than its bases and these keeps something of its own, in a way that only its makers know.
    """
    if kind is above:
        return True
    base = kind.__base__
    if base is None or not is_visible(base, above):
        return False
    named = sum(name in kind.__dict__ for name in ("__dict__", "__weakref__"))
    return kind.__basicsize__ - base.__basicsize__ <= _WORD * (len(slots_of(kind)) + named)


@lru_cache(maxsize=4096)
def slots_of(kind: type) -> tuple[MemberDescriptorType, ...]:
    """Return the slots that a class adds to those of its bases."""
    return tuple(one for one in kind.__dict__.values() if type(one) is MemberDescriptorType)


@lru_cache(maxsize=4096)
def all_slots_of(kind: type) -> tuple[MemberDescriptorType, ...]:
    """Return all slots of a type's objects."""
    return tuple(slot for base in kind.__mro__ for slot in slots_of(base))


def name_of(kind: type) -> str:
    """Name a type as one would import it."""
    return f"{kind.__module__}.{kind.__qualname__}"


def attributes_of(thing: Any) -> dict[str, object]:
    """Return an object's own attributes, whatever its class makes of them."""
    try:
        found = object.__getattribute__(thing, "__dict__")
    except AttributeError:
        return {}
    return found if isinstance(found, dict) else {}
