"""What others replace for a test: its fixtures, the set-up of its class, and helpers that it calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.facts import FunctionFacts
from asyncproof.check.linking import FunctionValue
from asyncproof.check.linking.klass import Class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from asyncproof.check.facts import ClassFacts
    from asyncproof.check.linking import Evaluator, Function, Module
    from asyncproof.check.pytesting.closure import Closures, Marks

_TELLING = (".configure_mock", ".attach_mock", ".mock_add_spec")
_SET_UPS = ("setUp", "asyncSetUp", "setUpClass", "setup_method", "setup_class", "setup")


class Preparing:
    """Knows what is replaced for the tests and fixtures of one file."""

    def __init__(self, evaluator: Evaluator, closures: Closures) -> None:
        """Ask these about names and fixtures."""
        self._evaluator = evaluator
        self._closures = closures
        self._known: dict[Function, frozenset[str]] = {}
        self._told: dict[Function, frozenset[str]] = {}

    def replaced_for(self, function: Function, marks: Marks, helpers: Iterable[str]) -> frozenset[str]:
        """Return the last names of what fixtures, set-ups and helpers of these names replace."""
        if function not in self._known:
            others = [
                *self._fixtures_of(function, marks),
                *self._set_ups_of(function),
                *self._helpers_of(function.home.module, helpers),
            ]
            self._known[function] = frozenset(name for one in others for name in replaced_by(one))
        return self._known[function]

    def told_for(self, function: Function, marks: Marks) -> frozenset[str]:
        """Return the fixtures of which another fixture of a test sets something: it is no longer as made."""
        if function not in self._told:
            self._told[function] = frozenset(
                owner
                for facts in self._fixtures_of(function, marks)
                for owner in _told_by(facts)
                if any(one.name == owner for one in facts.parameters)
            )
        return self._told[function]

    def _fixtures_of(self, function: Function, marks: Marks) -> Iterator[FunctionFacts]:
        for way in self._closures.of_test(function, marks).ways.values():
            if way.fixture.function.home.module.is_own:
                yield way.fixture.function.facts

    def _set_ups_of(self, function: Function) -> Iterator[FunctionFacts]:
        home = function.home
        if home.class_facts is None or home.outer is None:
            return
        for owner in self._evaluator.line(Class(home.class_facts, home.outer)):
            if owner is not None and owner.home.module.is_own:
                yield from _methods(owner.facts)

    def _helpers_of(self, module: Module, names: Iterable[str]) -> Iterator[FunctionFacts]:
        for name in names:
            value = self._evaluator.name(name, module.scope)
            if isinstance(value, FunctionValue) and value.function.home.module.is_own:
                yield value.function.facts


def replaced_by(facts: FunctionFacts) -> Iterator[str]:
    """Yield the last names of what a function patches, and of the attributes that it sets."""
    yield from facts.replaces
    for name in facts.bindings:
        owner, _, last = name.rpartition(".")
        if owner and owner not in {"self", "cls"}:
            yield last


def _told_by(facts: FunctionFacts) -> Iterator[str]:
    """Yield the first names of all that a function sets attributes of, or configures as a mock."""
    yield from (name.partition(".")[0] for name in facts.bindings if "." in name)
    yield from (name.partition(".")[0] for name, _ in facts.calls if name.endswith(_TELLING))


def _methods(facts: ClassFacts) -> Iterator[FunctionFacts]:
    for name in _SET_UPS:
        for binding in facts.bindings.get(name, ()):
            if isinstance(binding.value, FunctionFacts):
                yield binding.value
