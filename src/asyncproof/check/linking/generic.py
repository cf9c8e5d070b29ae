"""Generic classes: what their type variables stand for in an object, also through its bases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from asyncproof.check.facts.term import Display, Name, Subscript
from asyncproof.check.linking.value import (
    UNKNOWN,
    AsyncGenerator,
    Awaitable,
    Callback,
    ClassValue,
    Coroutine,
    Generator,
    Instance,
    Items,
    Manager,
    Plain,
    Value,
    Variable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asyncproof.check.facts import Term
    from asyncproof.check.linking.asking import Asking
    from asyncproof.check.linking.klass import Class, Line
    from asyncproof.check.linking.scope import Scope

    Promising = Callable[[Asking, Term, Scope], Value]

_NAMED_FIRST = ("Generic", "Protocol")


def filled(value: Value, variables: Mapping[str, Value]) -> Value:
    """Return a value with its type variables replaced; those of which nothing is known become unknown."""
    if isinstance(value, Variable):
        return variables.get(value.name, UNKNOWN)
    if isinstance(value, (Coroutine, Awaitable, Manager, Callback)):
        result = filled(value.result, variables)
        return value if result is value.result else replace(value, result=result)
    if isinstance(value, (AsyncGenerator, Plain)) and value.item is not None:
        item = filled(value.item, variables)
        return value if item is value.item else replace(value, item=item)
    if isinstance(value, Items):
        return replace(value, items=tuple(filled(one, variables) for one in value.items))
    if isinstance(value, Generator):
        return Generator(filled(value.item, variables), filled(value.result, variables))
    return _of_arguments(value, variables)


def _of_arguments(value: Value, variables: Mapping[str, Value]) -> Value:
    if isinstance(value, (Instance, ClassValue)) and value.arguments:
        return replace(value, arguments=tuple(filled(one, variables) for one in value.arguments))
    return value


def variables_in(
    asking: Asking, receiver: Value | None, owner: Class, promised: Promising
) -> dict[str, Value]:
    """Return what the type variables of a class stand for in an object of it, or of a class below it."""
    if not isinstance(receiver, Instance):
        return {}
    return _through(asking, receiver.klass, receiver.arguments, owner, promised)


def arguments_of(term: Subscript) -> tuple[Term, ...]:
    """Return what stands in the brackets of a generic."""
    inside = term.inside
    return inside.items if isinstance(inside, Display) and inside.type == "tuple" else (inside,)


def _through(
    asking: Asking, klass: Class, arguments: tuple[Value, ...], owner: Class, promised: Promising
) -> dict[str, Value]:
    own = dict(zip(_names_of(klass), arguments, strict=False))
    if klass == owner:
        return own
    found: dict[str, Value] = {}
    for base in klass.facts.bases if _is_straight(asking.line(klass), owner) else ():
        value = asking.value(base, klass.home, klass.facts.at)
        if not found and isinstance(value, ClassValue) and owner in asking.line(value.klass):
            given = value.arguments
            if isinstance(base, Subscript):
                given = tuple(filled(promised(asking, one, klass.home), own) for one in arguments_of(base))
            found = _through(asking, value.klass, given, owner, promised)
    return found


def _is_straight(line: Line, owner: Class) -> bool:
    """Tell whether all is known between a class and its base, so that no circle is in between."""
    return owner in line and None not in line[: line.index(owner)]


def _names_of(klass: Class) -> list[str]:
    """Return the names of a class's type variables in their order."""
    subscripts = [base for base in klass.facts.bases if isinstance(base, Subscript)]
    first = [base for base in subscripts if _last_name(base.base) in _NAMED_FIRST]
    names = [one.id for base in first or subscripts for one in arguments_of(base) if isinstance(one, Name)]
    return list(dict.fromkeys(names))


def _last_name(term: Term) -> str:
    return getattr(term, "name", getattr(term, "id", ""))
