"""What the modules and classes of the user hold: the state that outlives every test."""

from __future__ import annotations

from types import BuiltinFunctionType, FunctionType, GetSetDescriptorType, ModuleType
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
        if name.startswith("__") or issubclass(type(value), _ORDINARY):
            continue
        if issubclass(type(value), type):
            if module_of(value) == home:
                for inner, part in names_in(value):
                    if not inner.startswith("__") and not issubclass(type(part), (*_ORDINARY, type)):
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
            inside = inside_of(value)
            if type(inside) is dict:
                yield from ((f"{path}.{key}", part) for key, part in list(inside.items()))


# What stands in a module may be a proxy that refuses every question, or a class with a metaclass of its own:
# so nothing is asked of the things themselves.


def inside_of(thing: object) -> Any:
    """Return the `__dict__` of an object, without running any code of its class; None if there is none."""
    for base in type.__getattribute__(type(thing), "__mro__"):
        found = type.__getattribute__(base, "__dict__").get("__dict__")
        if found is not None:
            return found.__get__(thing) if type(found) is GetSetDescriptorType else None
    return None


def names_in(kind: type) -> list[tuple[str, Any]]:
    """Return what a class defines."""
    return list(type.__getattribute__(kind, "__dict__").items())


def module_of(kind: type) -> object:
    """Return where a class was defined."""
    try:
        return type.__getattribute__(kind, "__module__")
    except AttributeError:
        return None
