"""The attributes that instances of a class have: of the class, annotated, or set by its methods."""

from __future__ import annotations

import difflib
import dis
import inspect
from typing import TYPE_CHECKING, Any

from asyncproof.core.typed.annotations import annotations_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

_MISSING: Any = object()


def static_attribute(kind: type, name: str) -> Any:
    """Return what a class has under a name, as it stands there; `MISSING` if it has nothing."""
    for base in kind.__mro__:
        if name in vars(base):
            return vars(base)[name]
    return MISSING


MISSING = _MISSING


def names_of(kind: type) -> frozenset[str]:
    """Return the names of all attributes that instances of a class may have."""
    names: set[str] = set()
    for base in kind.__mro__:
        if base is not object:
            names.update(vars(base), annotations_of(base), _set_by_methods(base))
    return frozenset(names | set(dir(object)))


def _set_by_methods(kind: type) -> Iterator[str]:
    """Yield the names that a class sets as `self.name = ...`: Python 3.13 has noted them."""
    noted = vars(kind).get("__static_attributes__")
    if noted is not None:
        yield from noted
        return
    for found in vars(kind).values():
        code = getattr(inspect.unwrap(found), "__code__", None) if callable(found) else None
        if code is not None and code.co_argcount:
            yield from _set_by(code)


def _set_by(code: CodeType) -> Iterator[str]:
    """Yield the names that a method sets on its first argument, which is loaded just before."""
    loaded: object = None
    for instruction in dis.get_instructions(code):
        if instruction.opname == "STORE_ATTR" and loaded == code.co_varnames[0]:
            yield instruction.argval
        elif instruction.opname != "EXTENDED_ARG":
            loaded = instruction.argval if instruction.opname in _LOADING else None


_LOADING = {"LOAD_FAST", "LOAD_DEREF", "LOAD_CLOSURE"}
"""How a local name is taken; the second, where a function inside of the method uses it, too."""


def is_open(kind: type) -> bool:
    """Say whether a class makes up attributes when asked, so that nobody knows their names."""
    return any("__getattr__" in vars(base) or "__getattribute__" in vars(base) for base in kind.__mro__[:-1])


def nearest_of(name: str, names: frozenset[str]) -> str:
    """Return the name that is spelled most alike; empty if none is near."""
    return next(iter(difflib.get_close_matches(name, [each for each in names if each[:2] != "__"], n=1)), "")


def annotated_type(kind: type, name: str) -> Any:
    """Return the annotation of an attribute, as it is written; `MISSING` if there is none."""
    for base in kind.__mro__:
        annotations = annotations_of(base)
        if name in annotations:
            return annotations[name], base
    return MISSING
