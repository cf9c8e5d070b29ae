"""What an object that a fixture makes was given there: `return Service(client)`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.facts import END, FunctionFacts, dotted
from asyncproof.check.facts.nodes import dotted_name
from asyncproof.check.facts.term import Attribute, Call, Name
from asyncproof.check.insight.mocked.substituting import is_straight
from asyncproof.check.linking import ClassValue, Items, Plain
from asyncproof.check.linking.calls import parameter_named
from asyncproof.check.replacing import is_handed_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.facts import Binding, ClassFacts, Position, Term
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Function, Scope
    from asyncproof.check.linking.klass import Class

_SET_UPS = frozenset(("setUp", "asyncSetUp", "setup_method"))
_MOCKS = ("Mock", "fixture")
"""How the names of calls end that do nothing to an object."""


class Prepared(NamedTuple):
    """An object as its fixture makes it, and where."""

    klass: Class
    arguments: tuple[tuple[int | str, Term], ...]
    """What it is made with, by number or name."""
    scope: Scope
    at: Position


class Kept(NamedTuple):
    """What a set-up keeps in an attribute: the call that makes it, and the method."""

    method: FunctionFacts
    making: Call


def prepared(here: Here, node: ast.expr) -> Prepared | None:
    """Return what a parameter of a test stands for, if its fixture makes it in one way only."""
    function = here.function
    if here.test is None or function is None or function != here.test.function:
        return None
    if isinstance(node, ast.Attribute):
        return _set_up(here, node, function)
    if not isinstance(node, ast.Name):
        return None
    if not _is_untouched(here, node.id) or node.id not in here.closures.asked_by(here.test.function):
        return None
    klass = function.home if function.is_method else None
    fixture = here.fixtures.find(node.id, here.module, klass, here.configuration)
    if fixture is None or not fixture.function.home.module.is_own:
        return None
    here.fixtures.value(fixture, here.configuration)  # its own parameters get their values by this
    return _made_in(here, fixture.function.facts, fixture.function.scope)


def _set_up(here: Here, node: ast.Attribute, function: Function) -> Prepared | None:
    """Return what the set-up of a class makes and keeps in the object of the test: `self.service`."""
    home, own = function.home, dotted_name(node.value)
    first = function.facts.parameters[:1]
    if home.class_facts is None or not first or own != first[0].name or is_handed_on(own, here.parents):
        return None
    kept = _kept_in_set_up(home.class_facts, node.attr)
    if kept is None or kept.making.open_ended or not _is_untouched(here, f"{own}.{node.attr}"):
        return None
    scope = home.of_function(kept.method)
    made = here.evaluator.value(kept.making.function, scope)
    if not isinstance(made, ClassValue):
        return None
    given: list[tuple[int | str, Term]] = [*enumerate(kept.making.arguments), *kept.making.keywords]
    known = tuple((key, term) for key, term in given if _is_kept(here, term, kept, home.class_facts))
    return Prepared(made.klass, known, scope, END)


def _is_kept(here: Here, term: Term, other: Kept, facts: ClassFacts) -> bool:
    """Tell whether an argument is a new object, or one that the set-up has made and kept as well."""
    if isinstance(term, Call):
        return True
    if not isinstance(term, Attribute) or term.base != Name(other.method.parameters[0].name):
        return False
    own = here.function.facts.parameters[0].name if here.function is not None else ""
    return _kept_in_set_up(facts, term.name) is not None and _is_untouched(here, f"{own}.{term.name}")


def _kept_in_set_up(facts: ClassFacts, name: str) -> Kept | None:
    """Return the call in a set-up that alone gives an attribute its value; no other method changes that."""
    found = facts.attributes.get(name, ())
    if len(found) != 1 or found[0][0] not in _SET_UPS or not is_straight(found[0][1].path):
        return None
    methods = {one.name: one for bound in facts.bindings.values() for one in _functions(bound)}
    others = [one for one in methods.values() if one.name != found[0][0] and not one.name.startswith("test")]
    if any(bound.partition(".")[2].startswith(f"{name}.") for one in others for bound in one.bindings):
        return None
    value, method = found[0][1].value, methods.get(found[0][0])
    return Kept(method, value) if isinstance(value, Call) and method is not None else None


def _functions(bound: tuple[Binding, ...]) -> Iterator[FunctionFacts]:
    yield from (one.value for one in bound if isinstance(one.value, FunctionFacts))


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
