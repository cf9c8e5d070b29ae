"""All fixtures that a test or a fixture takes with it: what it asks for, what these ask for, and so on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from asyncproof.check.facts.term import Call, Constant
from asyncproof.check.pytesting.parameters import is_parametrized

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from asyncproof.check.facts.term import Term
    from asyncproof.check.linking import Evaluator, Function
    from asyncproof.check.pytesting.configuration import Configuration
    from asyncproof.check.pytesting.fixtures import Fixture, Fixtures

Marks = tuple[tuple[str, "Term"], ...]


@dataclass(frozen=True, slots=True)
class Way:
    """How a test comes to a fixture: the fixtures in between and, last, this one."""

    fixtures: tuple[Fixture, ...]

    @property
    def fixture(self) -> Fixture:
        """Where the way ends."""
        return self.fixtures[-1]

    @property
    def first(self) -> str:
        """The name that the test itself asks for."""
        return self.fixtures[0].name

    @property
    def told(self) -> str:
        """The fixtures on the way, as words."""
        return " -> ".join(f"`{one.name}`" for one in self.fixtures)


@dataclass(frozen=True, slots=True)
class Closure:
    """What a test takes with it."""

    ways: dict[str, Way]
    missing: frozenset[str]
    """The names of which nobody knows a fixture."""


class Closures:
    """Follows fixtures for the tests of one configuration."""

    def __init__(self, evaluator: Evaluator, fixtures: Fixtures, configuration: Configuration) -> None:
        """Ask *fixtures* what names mean to a test."""
        self._evaluator = evaluator
        self._fixtures = fixtures
        self._configuration = configuration
        self._known: dict[tuple[Function, bool], Closure] = {}

    def of_test(self, function: Function, marks: Marks) -> Closure:
        """Follow the parameters of a test, its marks, and the fixtures that all tests there use."""
        key = function, bool(marks)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._closure_of(function, marks)
        return known

    def _closure_of(self, function: Function, marks: Marks) -> Closure:
        klass = function.home if function.is_method else None
        names = [*self.asked_by(function), *used_by(marks), *self._configuration.usefixtures]
        names += self._fixtures.used_by_all(function.home.module, klass, self._configuration)
        return self._follow(function, names)

    def asked_by(self, function: Function) -> list[str]:
        """Return the fixtures that the parameters of a test or fixture name."""
        parameters = function.facts.parameters
        if function.is_method and not _is_static(function):
            parameters = parameters[1:]
        return [
            one.name
            for one in parameters
            if one.kind in {"positional", "keyword"}
            and one.default is None
            and one.name != "request"
            and not is_parametrized(self._evaluator, function, one.name)
        ]

    def needed_by(self, fixture: Fixture, name: str) -> Fixture | None:
        """Return the fixture that another one gets for its parameter, where it stands itself."""
        home = fixture.function.home
        klass = home if fixture.function.is_method else None
        return self._fixtures.find(name, home.module, klass, self._configuration, above=name == fixture.name)

    def circle(self, fixture: Fixture) -> tuple[Fixture, ...]:
        """Return the fixtures from this one back to itself; none if it does not need itself."""
        pending: list[tuple[Fixture, ...]] = [(fixture,)]
        seen: set[Function] = set()
        while pending:
            way = pending.pop()
            for name in self.asked_by(way[-1].function):
                found = self.needed_by(way[-1], name)
                if found is None:
                    continue
                if found.function == fixture.function:
                    return (*way, found)
                if found.function not in seen:
                    seen.add(found.function)
                    pending.append((*way, found))
        return ()

    def _follow(self, function: Function, names: Iterable[str]) -> Closure:
        klass = function.home if function.is_method else None
        ways: dict[str, Way] = {}
        missing: set[str] = set()
        pending: list[tuple[str, tuple[Fixture, ...]]] = [(name, ()) for name in names]
        while pending:
            name, before = pending.pop(0)
            if name in ways or name in missing:
                continue
            found = self._fixtures.find(name, function.home.module, klass, self._configuration)
            if found is None:
                missing.add(name)
                continue
            ways[name] = Way((*before, found))
            pending += [(one, ways[name].fixtures) for one in self.asked_by(found.function) if one != name]
        return Closure(ways, frozenset(missing))


def used_by(marks: Iterable[tuple[str, Term]]) -> Iterator[str]:
    """Yield the fixtures that `usefixtures` marks name."""
    for name, term in marks:
        if name == "usefixtures" and isinstance(term, Call):
            yield from (str(part.value) for part in term.arguments if isinstance(part, Constant))


def _is_static(function: Function) -> bool:
    return any(getattr(term, "id", "") == "staticmethod" for term in function.facts.decorators)
