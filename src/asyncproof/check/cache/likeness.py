"""Whether two versions of a file say the same, but for the lines on which they say it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asyncproof.check.facts import ModuleFacts

Pairs = list[tuple[Any, Any]]


def says_the_same(old: ModuleFacts, new: ModuleFacts) -> bool:
    """Tell whether nobody who reads the facts of a module can tell which of two they are, but for places.

    Places may have moved, but their order has to be the same: what a name stands for depends on it.
    """
    places: Pairs = []
    return _is_alike(old, new, places) and _in_order(places)


def _is_alike(old: Any, new: Any, places: Pairs) -> bool:
    kind = old.__class__
    if kind is not new.__class__:
        return False
    if kind is tuple and _is_place(old) and _is_place(new):
        places.append((old, new))
        return True
    if isinstance(old, tuple):
        return len(old) == len(new) and all(
            _is_alike(one, other, places) for one, other in zip(old, new, strict=True)
        )
    if kind is dict:
        return list(old) == list(new) and all(_is_alike(one, new[name], places) for name, one in old.items())
    if is_dataclass(old):
        return all(_is_alike(getattr(old, one.name), getattr(new, one.name), places) for one in fields(old))
    return bool(old == new)


def _is_place(value: tuple[Any, ...]) -> bool:
    return len(value) == len(("line", "column")) and value[0].__class__ is value[1].__class__ is int


def _in_order(places: Pairs) -> bool:
    ordered = sorted(set(places))
    return all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(ordered))
