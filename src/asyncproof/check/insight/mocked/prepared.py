"""What an object that a fixture makes was given there: `return Service(client)`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.facts import dotted
from asyncproof.check.facts.term import Call, Name
from asyncproof.check.insight.mocked.substituting import is_straight
from asyncproof.check.linking import ClassValue, Items, Plain
from asyncproof.check.linking.calls import parameter_named
from asyncproof.check.replacing import is_handed_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.facts import FunctionFacts, Position, Term
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Scope
    from asyncproof.check.linking.klass import Class

_MOCKS = ("Mock", "fixture")
"""How the names of calls end that do nothing to an object."""


class Prepared(NamedTuple):
    """An object as its fixture makes it, and where."""

    klass: Class
    arguments: tuple[tuple[int | str, Term], ...]
    """What it is made with, by number or name."""
    scope: Scope
    at: Position


def prepared(here: Here, node: ast.expr) -> Prepared | None:
    """Return what a parameter of a test stands for, if its fixture makes it in one way only."""
    function = here.function
    if not isinstance(node, ast.Name) or here.test is None or function != here.test.function:
        return None
    if not _is_untouched(here, node.id) or node.id not in here.closures.asked_by(here.test.function):
        return None
    klass = function.home if function.is_method else None
    fixture = here.fixtures.find(node.id, here.module, klass, here.configuration)
    if fixture is None or not fixture.function.home.module.is_own:
        return None
    here.fixtures.value(fixture, here.configuration)  # its own parameters get their values by this
    return _made_in(here, fixture.function.facts, fixture.function.scope)


def _made_in(here: Here, facts: FunctionFacts, scope: Scope) -> Prepared | None:
    gives = (*facts.returns, *facts.yields)
    if len(gives) != 1 or not is_straight(gives[0].path):
        return None
    making: object = gives[0].value
    at = gives[0].at
    if isinstance(making, Name):
        found = facts.bindings.get(making.id, ())
        is_told = any(name.startswith(f"{making.id}.") for name in facts.bindings)
        if len(found) != 1 or is_told or not is_straight(found[0].path):
            return None
        making = found[0].value
    if not isinstance(making, Call) or making.open_ended:
        return None
    made = here.evaluator.value(making.function, scope, at)
    if not isinstance(made, ClassValue):
        return None
    given: list[tuple[int | str, Term]] = [*enumerate(making.arguments), *making.keywords]
    known = tuple((key, term) for key, term in given if _is_known(here, term, facts, making))
    return Prepared(made.klass, known, scope, at)


def _is_known(here: Here, term: Term, facts: FunctionFacts, making: Call) -> bool:
    """Tell whether an argument is what it was made as: a new object, a fixture, or a name for these."""
    if isinstance(term, Call):
        return True
    if not isinstance(term, Name):
        return False
    if parameter_named(facts, term.id) is not None:
        return term.id not in facts.bindings and _is_untouched(here, term.id)
    calls = [name for name, _ in facts.calls if name != dotted(making.function)]
    return not facts.is_async and all(name.endswith(_MOCKS) for name in calls)


def _is_untouched(here: Here, name: str) -> bool:
    """Tell whether neither the test nor another fixture makes anything of what a name stands for.

    What a mock is told to return is no matter, unless it may be awaited.
    """
    if any(not _is_harmless(here, one, name) for one in here.scope.bindings):
        return False
    return not is_handed_on(name, here.parents) and not here.is_told_by_fixture(name)


def _is_harmless(here: Here, bound: str, name: str) -> bool:
    if bound == name or not bound.startswith(f"{name}."):
        return bound != name
    if not bound.endswith(".return_value"):
        return False
    values = (here.evaluator.of_binding(one, here.scope) for one in here.scope.bindings[bound])
    return all(isinstance(value, (Plain, Items)) for value in values)


def arguments_of(made: Prepared, names: list[str]) -> Iterator[tuple[str, Term]]:
    """Yield what an object was made with, by the names of its parameters."""
    for key, term in made.arguments:
        if isinstance(key, str):
            yield key, term
        elif key < len(names):
            yield names[key], term
