"""What the modules and classes of the user hold: the state that outlives every test."""

from __future__ import annotations

import builtins
import gc
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from itertools import chain, compress, repeat
from operator import is_
from types import (
    BuiltinFunctionType,
    FunctionType,
    GenericAlias,
    GetSetDescriptorType,
    MemberDescriptorType,
    ModuleType,
)
from typing import TYPE_CHECKING, Any
from weakref import ref

from asyncproof.loop.usercode import Ownership

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

_ORDINARY = (FunctionType, BuiltinFunctionType, ModuleType, str, int, float, bytes, bool, type(None))
_QUICK = frozenset(
    {
        *(*_ORDINARY, GenericAlias, GetSetDescriptorType, MemberDescriptorType, ModuleSpec, SourceFileLoader),
        *(property, classmethod, staticmethod),
    }
)
"""Types of which nearly all is that stands in modules and classes."""
_HOLD_NOTHING = frozenset({"typing", "__future__"})
_inside_of_class = vars(type)["__dict__"].__get__
_BUILTINS = vars(builtins)
"""What every module has."""


def user_modules(known: Collection[str] = ()) -> Iterator[ModuleType]:
    """Yield the user's modules, but not those with a known name."""
    return (module for module in _modules() if module.__name__ not in known)


def _modules() -> list[ModuleType]:
    """Return them; whose they are is asked again only where there are others than the last time."""
    there = len(sys.modules), next(reversed(sys.modules), "")
    if there == _last[0]:
        found = [one() for one in _last[1]]
        if None not in found:
            return found
    found = list(Ownership().modules())
    _last[:] = there, [ref(one) for one in found]
    return found


_last: list[Any] = [None, ()]


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


def may_reach(modules: Collection[ModuleType], wanted: Collection[object]) -> bool:
    """Say quickly whether one of these may be among what is reachable in some modules.

    These are thousands of values: each is looked at once or twice, by nothing but its type, and in C.
    """
    homes = {module.__name__ for module in modules}
    skipped = _QUICK.union(type(vars(module).get("__loader__")) for module in modules)
    try:
        things = _things_in(map(vars, modules), skipped)
        kinds = set(map(type, things))
        metas = {kind for kind in kinds if issubclass(kind, type)}
        insides = map(_inside_of_class, set(_without(kinds - metas, things)))
        things += _things_in([one for one in insides if one.get("__module__") in homes], skipped)
        empty = {kind for kind in kinds if module_of(kind) in _HOLD_NOTHING}
        things = [one for one in _without(metas | empty, things) if one is not _BUILTINS]
    except Exception:  # noqa: BLE001 - there is a metaclass that says what is its hash
        return True
    inside = gc.get_referents(*things)
    inside += gc.get_referents(*(one for one in inside if type(one) is dict))
    return any(any(map(is_, repeat(one), chain(things, inside))) for one in wanted)


def _things_in(spaces: Iterable[Mapping[str, Any]], skipped: AbstractSet[type]) -> list[Any]:
    return _without(skipped, [*chain.from_iterable([space.values() for space in spaces])])


def _without(kinds: AbstractSet[type], things: list[Any]) -> list[Any]:
    """Return the things that are of none of these classes."""
    types = [*map(type, things)]
    return [*compress(things, map(set(types).difference(kinds).__contains__, types))]


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
