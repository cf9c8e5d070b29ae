"""The members that a Protocol asks for, also of one that does not let itself be asked at run time."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from asyncproof.core.typed.annotations import annotations_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_MADE_BY_PYTHON = frozenset(
    {"__annotate__", "__annotate_func__", "__class_getitem__", "__init__", "__new__", "__subclasshook__"}
)
"""Functions that every Protocol has; all others with such names are asked for."""


def is_protocol(kind: Any) -> bool:
    """Say whether a class is a Protocol itself, not one that keeps to it."""
    return bool(vars(kind).get("_is_protocol", False)) if isinstance(kind, type) else False


def members_of(kind: type) -> frozenset[str]:
    """Return the names that a Protocol asks for, with those of the Protocols that it extends."""
    names: set[str] = set()
    for base in kind.__mro__:
        if is_protocol(base):
            names.update(annotations_of(base))
            names.update(name for name, found in vars(base).items() if _is_asked_for(name, found))
    return frozenset(names)


def _is_asked_for(name: str, found: object) -> bool:
    if name[:2] == "__":
        return inspect.isfunction(found) and name not in _MADE_BY_PYTHON
    return not name.startswith(("_abc_", "_is_"))


def missing_in(value: Any, names: Iterable[str]) -> list[str]:
    """Return which of the names a value does not have; none of its own code is run."""
    return [name for name in names if not _has(value, name)]


def _has(value: Any, name: str) -> bool:
    kind = value.__class__  # of a double that is what it stands for
    for thing in (value, kind):
        try:
            inspect.getattr_static(thing, name)
        except AttributeError:
            continue
        return True
    return any(name in annotations_of(base) for base in kind.__mro__) or hasattr(value, name)
