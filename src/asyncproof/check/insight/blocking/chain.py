"""Follows plain functions of the project to a call that blocks, over a few hops."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.facts.term import Attribute, Name
from asyncproof.check.insight.blocking.known import KINDS, Kind
from asyncproof.check.linking import FunctionValue
from asyncproof.check.linking.shape import Shape

if TYPE_CHECKING:
    from asyncproof.check.facts import Position, Term
    from asyncproof.check.linking import Evaluator, Function

_FOLLOWED = frozenset((Kind.SLEEP, Kind.HTTP, Kind.PROCESS, Kind.INPUT))
"""What is worth to be told from afar; most helpers that read a file read a small one."""
_FARTHEST = 3
_ASKING = frozenset(("get_running_loop", "current_async_library", "in_async_context", "is_running"))
"""What a function calls that can tell whether a loop is running, and may well not block then."""


class Hop(NamedTuple):
    """One function of a chain: what it calls, and where."""

    function: Function
    called: str
    at: Position


class Chain(NamedTuple):
    """The way from a function to a call that blocks."""

    hops: tuple[Hop, ...]
    name: str
    """The full name of what blocks."""


def chain_of(evaluator: Evaluator, function: Function) -> Chain | None:
    """Return how the call of a function comes to block; None if it does not, or if that is not certain."""
    return _from(evaluator, function, _FARTHEST)


def _from(evaluator: Evaluator, function: Function, hops: int) -> Chain | None:
    if not _runs_when_called(evaluator, function):
        return None
    key = "chain", function, hops
    if key not in evaluator.notes:
        evaluator.notes[key] = None  # one that calls itself
        found = _directly(evaluator, function)
        if found is None and hops > 1:
            found = _indirectly(evaluator, function, hops - 1)
        evaluator.notes[key] = found
    known = evaluator.notes[key]
    return known if isinstance(known, Chain) else None


def _runs_when_called(evaluator: Evaluator, function: Function) -> bool:
    """Tell whether a call runs the body of a function at once, in the same thread."""
    facts = function.facts
    if facts.is_async or facts.is_generator or not function.home.module.is_own:
        return False
    if any(name.rpartition(".")[2] in _ASKING for name, _ in facts.calls):
        return False
    return evaluator.shape(function) is Shape.PLAIN


def _directly(evaluator: Evaluator, function: Function) -> Chain | None:
    for name, at in function.facts.calls:
        full = evaluator.full_name(_term(name), function.scope)
        if full is not None and KINDS.get(full) in _FOLLOWED:
            return Chain((Hop(function, name, at),), full)
    return None


def _indirectly(evaluator: Evaluator, function: Function, hops: int) -> Chain | None:
    for name, at in function.facts.calls:
        value = evaluator.value(_term(name), function.scope, at)
        if isinstance(value, FunctionValue):
            rest = _from(evaluator, value.function, hops)
            if rest is not None:
                return Chain((Hop(function, name, at), *rest.hops), rest.name)
    return None


def _term(name: str) -> Term:
    first, *rest = name.split(".")
    term: Term = Name(first)
    for part in rest:
        term = Attribute(term, part)
    return term
