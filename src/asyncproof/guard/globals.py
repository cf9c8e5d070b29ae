"""What the modules and classes of the user hold: the state that outlives every test."""

from __future__ import annotations

from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

from asyncproof.loop.usercode import Ownership

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_ORDINARY = (FunctionType, BuiltinFunctionType, ModuleType, str, int, float, bytes, bool, type(None))


def user_modules(known: Collection[str] = ()) -> Iterator[ModuleType]:
    """Yield the user's modules, but not those with a known name."""
    return (module for module in Ownership().modules() if module.__name__ not in known)


def values_of(module: ModuleType) -> Iterator[tuple[str, str, Any]]:
    """Yield the values of a module and of the classes that it defines: where, name, value."""
    home = module.__name__
    for name, value in list(vars(module).items()):
        if name.startswith("__") or isinstance(value, _ORDINARY):
            continue
        if isinstance(value, type):
            if value.__module__ == home:
                for inner, part in list(vars(value).items()):
                    if not inner.startswith("__") and not isinstance(part, (*_ORDINARY, type)):
                        yield f"{home}.{name}", inner, part
        else:
            yield home, name, value


def reachable_in(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """Yield the values, and what is one step inside of them, with the names that lead there."""
    for home, name, value in values_of(module):
        path = f"{home}.{name}"
        yield path, value
        if type(value) is dict:
            yield from ((f"{path}[{key!r}]", part) for key, part in list(value.items()))
        elif type(value) in (list, tuple):
            yield from ((f"{path}[{number}]", part) for number, part in enumerate(list(value)))
        else:
            inside = getattr(value, "__dict__", None)
            if type(inside) is dict:
                yield from ((f"{path}.{key}", part) for key, part in list(inside.items()))
