"""What a function is annotated to return, as a type that a value can be compared with.

Only the annotation of the result is resolved, so that a name that can't be, in an annotation of a parameter,
does no harm. Python 3.14 evaluates annotations late and has `annotationlib` for it.
"""

from __future__ import annotations

import inspect
import sys
import types
import typing
from typing import TYPE_CHECKING, Any, TypeVar

if sys.version_info >= (3, 14):
    import annotationlib

if TYPE_CHECKING:
    from collections.abc import Mapping

UNKNOWN: Any = inspect.Parameter.empty
"""What is not annotated, or can't be resolved: nothing is checked then."""


def signature_of(function: Any) -> inspect.Signature | None:
    """Return the signature of something callable; None if it does not tell."""
    try:
        if sys.version_info >= (3, 14):
            return inspect.signature(function, annotation_format=annotationlib.Format.FORWARDREF)
        return inspect.signature(function)
    except (TypeError, ValueError):
        return None


def result_of(function: Any, kind: type | None) -> Any:
    """Return what a function is annotated to return; `UNKNOWN` if that can't be said."""
    function = inspect.unwrap(getattr(function, "__func__", function))
    given = (
        annotations_of(function).get("return", UNKNOWN) if hasattr(function, "__annotations__") else UNKNOWN
    )
    if given is UNKNOWN or given is None:
        return given
    return resolved(given, getattr(function, "__globals__", {}), kind, function)


def resolved(given: Any, space: Mapping[str, Any], kind: type | None, function: Any = None) -> Any:
    """Return the type that an annotation names, with the names of a module and of the class around it."""
    names = {} if kind is None else {kind.__name__: kind}
    for thing in (kind, function):
        names.update({each.__name__: each for each in getattr(thing, "__type_params__", ())})
    names.update(_closed_over(function))
    holder = types.SimpleNamespace(__annotations__={"return": given})
    try:
        hints = typing.get_type_hints(holder, dict(space), names)
    except Exception:  # noqa: BLE001 - whatever an annotation does when evaluated, it is only not checked
        return UNKNOWN
    return hints["return"]


def annotations_of(thing: Any) -> Mapping[str, Any]:
    """Return the annotations that a class or a function has itself, as they are written."""
    if sys.version_info >= (3, 14):
        return annotationlib.get_annotations(thing, format=annotationlib.Format.FORWARDREF)
    found = vars(thing).get("__annotations__") if isinstance(thing, type) else thing.__annotations__
    return found if isinstance(found, dict) else {}


def _closed_over(function: Any) -> dict[str, Any]:
    """Return the names that a function sees from functions around it."""
    code, cells = getattr(function, "__code__", None), getattr(function, "__closure__", None)
    if code is None or not cells:
        return {}
    return dict(inspect.getclosurevars(function).nonlocals)


def type_variables(kind: Any) -> dict[Any, Any]:
    """Return what type variables of a class and its bases stand for: `User` for `T` in `Repository[User]`."""
    origin = typing.get_origin(kind) or kind
    found: dict[Any, Any] = {}
    parameters = getattr(origin, "__parameters__", ())
    if origin is not kind:
        found.update(zip(parameters, typing.get_args(kind), strict=False))
    if not isinstance(origin, type):
        return found
    for base in vars(origin).get("__orig_bases__", origin.__bases__):
        inner = type_variables(base)
        for variable, meaning in inner.items():
            known = found.get(meaning, meaning) if isinstance(meaning, TypeVar) else meaning
            found.setdefault(variable, known)
    return found
