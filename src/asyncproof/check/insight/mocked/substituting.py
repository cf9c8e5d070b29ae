"""What the code in a function names, in terms of the test that calls it: parameters become arguments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.check.facts import dotted
from asyncproof.check.facts.term import Attribute, Awaited, Call, Entered, Name

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.check.facts import FunctionFacts, Path, Position, Term

_DEEPEST = 12


def named(text: str) -> Term:
    """Return the term of a dotted name."""
    first, *rest = text.split(".")
    term: Term = Name(first)
    for name in rest:
        term = Attribute(term, name)
    return term


@dataclass(frozen=True, slots=True)
class Substitution:
    """One argument, and the name that the function has for it: a parameter, or an attribute of `self`."""

    facts: FunctionFacts
    name: Term
    argument: Term

    def of(self, term: Term, at: Position, depth: int = 0) -> Term | None:
        """Return a term of the function as one of the test; None if it does not come from the argument."""
        if depth > _DEEPEST or (dotted(term) in self.facts.bindings and not isinstance(term, Name)):
            return None
        if term == self.name:
            return None if dotted(term) in self.facts.bindings else self.argument
        reader = _READERS.get(type(term))
        return None if reader is None else reader(self, term, at, depth + 1)


def _name(one: Substitution, term: Name, at: Position, depth: int) -> Term | None:
    """Follow a variable to what was assigned to it, if that is the only thing and happens each time."""
    found = one.facts.bindings.get(term.id, ())
    if len(found) != 1 or not found[0].at < at or not is_straight(found[0].path):
        return None
    value = found[0].value
    return (
        one.of(value, found[0].at, depth)
        if isinstance(value, (Name, Attribute, Call, Awaited, Entered))
        else None
    )


def _attribute(one: Substitution, term: Attribute, at: Position, depth: int) -> Term | None:
    base = one.of(term.base, at, depth)
    return None if base is None else Attribute(base, term.name)


def _call(one: Substitution, term: Call, at: Position, depth: int) -> Term | None:
    function = one.of(term.function, at, depth)
    return None if function is None else Call(function)


def _awaited(one: Substitution, term: Awaited, at: Position, depth: int) -> Term | None:
    value = one.of(term.value, at, depth)
    return None if value is None else Awaited(value)


def _entered(one: Substitution, term: Entered, at: Position, depth: int) -> Term | None:
    value = one.of(term.value, at, depth)
    return None if value is None else Entered(value, term.is_async)


def is_straight(path: Path) -> bool:
    """Tell whether a function that has come this far has surely come along a way."""
    return all(arm.kind == "try" and not arm.arm for arm in path)


_READERS: dict[type, Callable[[Substitution, Any, Position, int], Term | None]] = {
    Name: _name,
    Attribute: _attribute,
    Call: _call,
    Awaited: _awaited,
    Entered: _entered,
}
