"""Decorators of a project: what a function is once it has been put into an async wrapper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from asyncproof.check.facts import OPAQUE, FunctionFacts
from asyncproof.check.facts.term import Call, Name
from asyncproof.check.linking.function import Function
from asyncproof.check.linking.shape import Shape, shape_of
from asyncproof.check.linking.value import UNKNOWN, FunctionValue, Value

if TYPE_CHECKING:
    from asyncproof.check.facts import Term
    from asyncproof.check.linking.asking import Asking
    from asyncproof.check.linking.scope import Scope

_WRAPS = "functools.wraps"


def wrapped(asking: Asking, function: Function) -> Value:
    """Return a function as the wrapper that its one unknown decorator puts around it, if that is async.

    What the wrapper returns is open: most hand on what the function returns, and some do not.
    """
    strange = [term for term in function.facts.decorators if _is_strange(asking, term, function.home)]
    if len(strange) != 1:
        return UNKNOWN
    wrapper = _wrapper_by(asking, strange[0], function.home)
    if wrapper is None or not wrapper.is_async or wrapper.is_generator:
        return UNKNOWN
    facts = replace(
        function.facts,
        decorators=(),
        parameters=wrapper.parameters,
        is_async=True,
        is_generator=False,
        is_empty=False,
        annotation=OPAQUE,
        returns=(),
        yields=(),
    )
    return FunctionValue(Function(facts, function.home))


def _is_strange(asking: Asking, term: Term, home: Scope) -> bool:
    return shape_of([asking.full_name(term, home)]) is not Shape.PLAIN


def _wrapper_by(asking: Asking, term: Term, home: Scope) -> FunctionFacts | None:
    """Return the function that a decorator returns: written in it, or in what a call of it returns."""
    value = asking.value(term.function if isinstance(term, Call) else term, home)
    if not isinstance(value, FunctionValue) or asking.shape(value.function) is not Shape.PLAIN:
        return None
    found: Function | None = value.function
    for _ in range(2 if isinstance(term, Call) else 1):
        found = _returned_by(asking, found) if found is not None else None
    return None if found is None else found.facts


def _returned_by(asking: Asking, function: Function) -> Function | None:
    """Return the one inner function that a function returns, unless something else is done with it."""
    facts = function.facts
    if facts.is_async or facts.is_generator or len(facts.returns) != 1:
        return None
    name = facts.returns[0].value
    bindings = facts.bindings.get(name.id, ()) if isinstance(name, Name) else ()
    if len(bindings) != 1 or not isinstance(bindings[0].value, FunctionFacts):
        return None
    inner = bindings[0].value
    home = function.scope
    is_plain = all(asking.full_name(term, home) == _WRAPS for term in inner.decorators)
    return Function(inner, home) if is_plain else None
