"""Looking at live objects without running a line of the user's code."""

from __future__ import annotations

import ast
import inspect
from types import (
    BuiltinFunctionType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodType,
)
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import FrameType

MISSING: Any = object()
"""What a look finds where there is nothing, or nothing that can be seen safely."""

_type_name = type.__dict__["__name__"].__get__
_type_mro = type.__dict__["__mro__"].__get__
_type_module = type.__dict__["__module__"].__get__
_PLAIN_KEYS = (str, int, bool, type(None))


def bases(thing: object) -> tuple[type, ...]:
    """Return the real type of *thing* and all that it derives from."""
    found: tuple[type, ...] = _type_mro(type(thing))
    return found


def is_a(thing: object, *types: type) -> bool:
    """Tell whether the real type of *thing* is one of *types*; a `__class__` property is not asked."""
    return any(base is kind for base in bases(thing) for kind in types)


def function_name(thing: object) -> str:
    """Return the name of a function or method of Python's own types; empty for anything else."""
    if type(thing) in {FunctionType, BuiltinFunctionType, MethodType}:
        return str(getattr(thing, "__qualname__", "")).rpartition("<locals>.")[2]
    return ""


def own_values(thing: object) -> dict[str, Any]:
    """Return the instance dictionary of *thing*; an empty one if it has none."""
    found = inspect.getattr_static(thing, "__dict__", None)
    return dict(found.__get__(thing)) if type(found) is GetSetDescriptorType else {}


def type_name(thing: object) -> str:
    """Return the name a person knows the type of *thing* by."""
    kind = type(thing)
    module, name = str(_type_module(kind)), str(_type_name(kind))
    top = module.partition(".")[0]
    return name if top in {"asyncio", "_asyncio", "asyncproof", "builtins", "__main__"} else f"{top}.{name}"


def attribute(thing: object, name: str) -> Any:
    """Return the stored attribute *name* of *thing*; properties and `__getattr__` are not run."""
    try:
        found = inspect.getattr_static(thing, name)
    except (AttributeError, TypeError, ValueError):
        return MISSING
    if type(found) is MemberDescriptorType:  # a slot: reading it runs C code only
        try:
            return found.__get__(thing)
        except AttributeError:
            return MISSING
    if inspect.getattr_static(type(found), "__get__", MISSING) is not MISSING:
        return MISSING  # a property, a method or another descriptor
    return found


def variable(frame: FrameType, name: str) -> Any:
    """Return what *name* means in *frame*: a local, an enclosing function's variable or a global."""
    found = frame.f_locals.get(name, MISSING)
    return found if found is not MISSING else frame.f_globals.get(name, MISSING)


def evaluate(node: ast.AST, frame: FrameType) -> Any:
    """Return the value of a name, an attribute or a plain subscript in *frame*, without any call."""
    if isinstance(node, ast.Name):
        return variable(frame, node.id)
    if isinstance(node, ast.Attribute):
        owner = evaluate(node.value, frame)
        return MISSING if owner is MISSING else attribute(owner, node.attr)
    if isinstance(node, ast.Subscript):
        return _item(evaluate(node.value, frame), evaluate(node.slice, frame))
    if isinstance(node, ast.Constant):
        return node.value
    return MISSING


def _item(container: Any, key: Any) -> Any:
    if type(key) not in _PLAIN_KEYS or key is MISSING:
        return MISSING
    try:
        if type(container) is dict:
            # Only a plain key that is there: another key's __eq__ could be the user's.
            return next(
                (value for own, value in container.items() if type(own) is type(key) and own == key), MISSING
            )
        if type(container) in (list, tuple) and type(key) is int:
            return container[key]
    except (IndexError, RuntimeError):
        pass
    return MISSING
