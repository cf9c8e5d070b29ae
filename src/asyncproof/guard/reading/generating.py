"""Whether a test could make an async generator: told by the names that it mentions, and what it calls.

To read its source takes a hundred times as long, and is in vain for nearly all tests.
"""

from __future__ import annotations

import inspect
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

from asyncproof.guard.holding.globals import names_in
from asyncproof.guard.reading.body import parts_of
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.guard.owner import Owner

_DEEPEST = 3
"""How many calls are followed; who reads the source follows two, and what classes do when they are made."""
_MOST_MODULES = 200
_generators: dict[object, tuple[int, dict[str, frozenset[str]]]] = {}
"""Of each module its size when it was looked at, and what was found: all tests of a file ask."""
_verdicts: dict[tuple[Any, ...], bool] = {}
"""What was found out of a test, as many run with several parameters."""
_MOST_VERDICTS = 4096


def is_generator(function: Any) -> bool:
    """Say whether something is an async generator function."""
    return type(function) is FunctionType and bool(function.__code__.co_flags & inspect.CO_ASYNC_GENERATOR)


def could_make_generators(test: Owner, code: CodeType, namespace: dict[str, Any]) -> bool:
    """Say whether a test, or one of the fixtures that it asks for, knows of async generators."""
    if _has_generators(code):
        return True
    known = [(code, namespace)]
    if code.co_argcount > (code.co_varnames[:1] == ("self",)):
        known += [
            (part, one.__globals__)
            for one, part in parts_of(test)[1:]
            if type(one) is FunctionType and part is not None and not is_foreign(part.co_filename)
        ]
        if any(_has_generators(part) for part, _ in known[1:]):
            return True
    made = set[str]()
    for part, space in known:
        there = _generators_in(space)
        if there:
            made.update(*(there[name] for name in there.keys() & part.co_names))
    if not made:
        return False
    key = *made, *((part.co_filename, part.co_firstlineno, part.co_name) for part, _ in known)
    if key not in _verdicts:
        if len(_verdicts) >= _MOST_VERDICTS:
            _verdicts.clear()
        _verdicts[key] = _mention(known, made)
    return _verdicts[key]


def _has_generators(code: CodeType) -> bool:
    for one in code.co_consts:  # noqa: SIM110 - a generator would take twice as long
        if type(one) is CodeType and one.co_flags & inspect.CO_ASYNC_GENERATOR:
            return True
    return False


def _generators_in(namespace: dict[str, Any]) -> dict[str, frozenset[str]]:
    """Return where a module has async generators: its functions and classes, with the names to call."""
    name, size = namespace.get("__name__"), len(namespace)
    known = _generators.get(name)
    if known is None or known[0] != size:
        if len(_generators) > _MOST_MODULES:
            _generators.clear()
        found = {key: names for key, value in list(namespace.items()) if (names := _made_by(key, value))}
        known = _generators[name] = size, found
    return known[1]


def _made_by(name: str, value: Any) -> frozenset[str]:
    # What stands in a module may be a proxy that refuses every question.
    if is_generator(value):
        return frozenset({name})
    if not issubclass(type(value), type):
        return frozenset()
    return frozenset(inner for inner, part in names_in(value) if is_generator(part))


def _mention(known: list[tuple[CodeType, dict[str, Any]]], wanted: set[str]) -> bool:
    """Say whether some code, or what it calls by name, mentions one of these names."""
    todo, seen, names = known, set[FunctionType](), set[str]()
    for _ in range(_DEEPEST + 1):
        mentioned = [(set(_names_of(code)), space) for code, space in todo]
        names.update(*(some for some, _ in mentioned))
        if not wanted.isdisjoint(names):
            return True
        called = {one for some, space in mentioned for one in _called(some, space, names)} - seen
        seen |= called
        todo = [(one.__code__, one.__globals__) for one in called]
    return False


def _names_of(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if type(constant) is CodeType:
            yield from _names_of(constant)


def _called(mentioned: set[str], space: dict[str, Any], names: set[str]) -> Iterator[FunctionType]:
    """Yield the user's functions of these names, and the methods of classes of these names."""
    for name in mentioned & space.keys():
        value = space[name]
        if issubclass(type(value), type):
            for base in type.__getattribute__(value, "__mro__"):
                inside = type.__getattribute__(base, "__dict__")
                for method in (names | {"__init__"}) & inside.keys():
                    if _is_users(inside[method]):
                        yield inside[method]
        elif _is_users(value):
            yield value


def _is_users(function: Any) -> bool:
    return type(function) is FunctionType and not is_foreign(function.__code__.co_filename)
