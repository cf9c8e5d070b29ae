"""What an expression in a frame stands for, found without running any of the user's code."""

from __future__ import annotations

import ast
import builtins
import functools
import inspect
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asyncproof.explain.failure import Frame

UNKNOWN: Any = object()
_PLAIN = (dict, list, tuple)


def value_of(node: ast.AST, frame: Frame) -> Any:
    """Return the value of an expression as it is now, or `UNKNOWN`."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return _of_name(node.id, frame)
    if isinstance(node, ast.Attribute):
        return attribute_of(_owner(node.value, frame), node.attr)
    if isinstance(node, ast.Subscript):
        return _of_subscript(value_of(node.value, frame), value_of(node.slice, frame))
    if isinstance(node, ast.Call):
        return _of_call(value_of(node.func, frame))
    return UNKNOWN


def _owner(node: ast.AST, frame: Frame) -> Any:
    """Return what an attribute is looked up on; for a new object its class does."""
    if isinstance(node, ast.Call):
        callee = value_of(node.func, frame)
        if inspect.isclass(callee) and not is_mock(callee):
            return callee
    return value_of(node, frame)


def _of_call(callee: Any) -> Any:
    """Return what a mock is set to return; what others return is known only by calling them."""
    if callee is UNKNOWN or not is_mock(callee) or is_async_mock(callee) or callee.side_effect is not None:
        return UNKNOWN
    return attribute_of(callee, "return_value")


def _of_name(name: str, frame: Frame) -> Any:
    for names in (frame.local, frame.frame.f_globals, vars(builtins)):
        if name in names:
            return names[name]
    return UNKNOWN


def _of_subscript(value: Any, key: Any) -> Any:
    if type(value) not in _PLAIN or type(key) not in (int, str):
        return UNKNOWN
    try:
        return value[key]
    except (LookupError, TypeError):
        return UNKNOWN


def attribute_of(value: Any, name: str) -> Any:
    """Return an attribute without asking the object's own code for it; mocks have none that matters."""
    if value is UNKNOWN:
        return UNKNOWN
    if is_mock(value) or isinstance(value, type(sys)):
        return getattr(value, name, UNKNOWN)
    found = inspect.getattr_static(value, name, UNKNOWN)
    if isinstance(found, staticmethod | classmethod):
        return found.__func__
    return UNKNOWN if isinstance(found, property) or _is_descriptor(found) else found


def _is_descriptor(value: Any) -> bool:
    kind = type(value)
    return hasattr(kind, "__get__") and not inspect.isroutine(value) and not inspect.isclass(value)


def is_mock(value: Any) -> bool:
    """Say whether a value is one of unittest's mocks, whatever it pretends to be."""
    return _is_of(value, "NonCallableMock")


def is_async_mock(value: Any) -> bool:
    """Say whether calling a value gives a coroutine because it is an AsyncMock."""
    return _is_of(value, "AsyncMockMixin")


def _is_of(value: Any, name: str) -> bool:
    return any(base.__name__ == name and base.__module__ == "unittest.mock" for base in type(value).__mro__)


def kind_of(value: Any) -> str:
    """Return the name of a value's class."""
    return type(value).__name__


def plain_function(value: Any) -> Any:
    """Return the function in a method, a partial or a decorated function."""
    while isinstance(value, functools.partial):
        value = value.func
    return getattr(value, "__func__", value)


def makes_coroutine(callee: Any) -> bool:
    """Say whether calling a value gives a coroutine."""
    if callee is UNKNOWN:
        return False
    if is_mock(callee):
        return is_async_mock(callee)
    return inspect.iscoroutinefunction(plain_function(callee))


def is_coroutine(value: Any) -> bool:
    """Say whether a value is a coroutine object."""
    return inspect.iscoroutine(value)


def is_future(value: Any) -> bool:
    """Say whether a value is a task or a future."""
    return hasattr(type(value), "__await__") and hasattr(type(value), "add_done_callback")


def holds_coroutine(value: Any) -> bool:
    """Say whether a plain list, tuple, set or dict has a coroutine in it."""
    kind = type(value)
    if kind is dict:
        return any(map(is_coroutine, value.values()))
    return kind in (list, tuple, set) and any(map(is_coroutine, value))
