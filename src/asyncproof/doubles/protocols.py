"""The members that a Protocol asks for, also of one that does not let itself be asked at run time."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from asyncproof.doubles.annotations import annotations_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_MADE_BY_PYTHON = frozenset(
    {
        "__abstractmethods__", "__annotate__", "__annotate_func__", "__annotations__",
        "__annotations_cache__", "__class_getitem__", "__dict__", "__doc__", "__firstlineno__",
        "__init__", "__match_args__", "__module__", "__new__", "__non_callable_proto_members__",
        "__orig_bases__", "__parameters__", "__protocol_attrs__", "__qualname__", "__slots__",
        "__static_attributes__", "__subclasshook__", "__type_params__", "__weakref__",
    }
)  # fmt: skip


def is_protocol(kind: Any) -> bool:
    """Say whether a class is a Protocol itself, not one that keeps to it."""
    return bool(vars(kind).get("_is_protocol", False)) if isinstance(kind, type) else False


def members_of(kind: type) -> frozenset[str]:
    """Return the names that a Protocol asks for, with those of the Protocols that it extends."""
    names: set[str] = set()
    for base in kind.__mro__:
        if is_protocol(base) and base.__module__ not in {"typing", "typing_extensions"}:
            names.update(vars(base), annotations_of(base))
        elif is_protocol(base):  # one of typing's own, such as SupportsInt
            names.update(name for name, member in vars(base).items() if inspect.isfunction(member))
    return frozenset(name for name in names - _MADE_BY_PYTHON if not name.startswith(("_abc_", "_is_")))


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
