"""Overloads: which one a call means, as far as literal arguments and those that must be given tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.facts import FunctionFacts
from asyncproof.check.facts.term import Constant, Display, Subscript
from asyncproof.check.linking.function import Function
from asyncproof.check.linking.shape import Shape

if TYPE_CHECKING:
    from asyncproof.check.facts import Parameter, Term
    from asyncproof.check.linking.arguments import Arguments
    from asyncproof.check.linking.asking import Asking


def meant(asking: Asking, function: Function, arguments: Arguments) -> FunctionFacts | None:
    """Return the one overload of a function that a call fits; None if there are none, or nobody knows."""
    home, name = function.home, function.facts.name
    bindings = home.bindings.get(name, ())
    if len(bindings) == 1 or arguments.is_open_ended:
        return None
    every = [binding.value for binding in bindings if isinstance(binding.value, FunctionFacts)]
    found = [facts for facts in every if asking.shape(Function(facts, home)) is Shape.OVERLOAD]
    fitting = [facts for facts in found if _fits(facts, arguments, is_method=function.is_method)]
    promises = {facts.annotation for facts in fitting}
    return fitting[0] if len(promises) == 1 and len({facts.is_async for facts in every}) == 1 else None


def _fits(facts: FunctionFacts, arguments: Arguments, *, is_method: bool) -> bool:
    """Tell whether a call may mean an overload: whatever is not literal may fit anything."""
    given = dict(arguments.call.keywords)
    names = [one.name for one in facts.parameters if one.kind == "positional"][is_method:]
    given.update(zip(names, arguments.call.arguments, strict=False))
    parameters = facts.parameters[is_method:]
    if not any(one.kind == "stars" for one in parameters) and given.keys() - {one.name for one in parameters}:
        return False
    return all(_takes(one, given.get(one.name)) for one in parameters)


def _takes(parameter: Parameter, given: Term | None) -> bool:
    if parameter.kind in {"star", "stars"}:
        return True
    if given is None:
        return parameter.default is not None
    allowed = _literals(parameter.annotation)
    return allowed is None or not isinstance(given, Constant) or given in allowed


def _literals(annotation: Term | None) -> tuple[Term, ...] | None:
    """Return what `Literal[...]` allows; None for any other annotation."""
    if not isinstance(annotation, Subscript):
        return None
    if getattr(annotation.base, "id", getattr(annotation.base, "name", "")) != "Literal":
        return None
    inside = annotation.inside
    return inside.items if isinstance(inside, Display) else (inside,)
