"""Which functions are tests, and who runs them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from asyncproof.check.facts.term import Call, Display
from asyncproof.check.linking.klass import Class
from asyncproof.check.linking.shape import Shape, shape_of
from asyncproof.check.pytesting.backend import asks_for_backend
from asyncproof.check.pytesting.configuration import Mode
from asyncproof.check.pytesting.evidence import Known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from asyncproof.check.facts.term import Term
    from asyncproof.check.linking import Evaluator, Function, Scope
    from asyncproof.check.pytesting.configuration import Configuration
    from asyncproof.check.pytesting.fixtures import Fixtures

    Marks = tuple[tuple[str, Term], ...]

_CASES = {"unittest.case.TestCase": "unittest", "unittest.async_case.IsolatedAsyncioTestCase": "isolated"}

_CHANGES = frozenset(
    (
        "__init_subclass__",
        "__new__",
        "__getattribute__",
        "run",
        "runTest",
        "_callTestMethod",
        "__call__",
        "debug",
    )
)
"""What a class defines that may run its tests in a way of its own."""


class Runner(Enum):
    """Who runs a test."""

    PYTEST = "pytest"
    """It is a plain function."""
    ASYNCIO = "pytest-asyncio"
    ANYIO = "anyio"
    ISOLATED = "unittest.IsolatedAsyncioTestCase"
    UNITTEST = "unittest.TestCase"
    NOBODY = "nobody"
    """It is async, and nothing runs it."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Test:
    """A test function."""

    function: Function
    runner: Runner
    marks: tuple[tuple[str, Term], ...]
    """Its marks and those of its class and module, nearest first: `asyncio`, and the expression."""

    @property
    def is_async(self) -> bool:
        """Whether it is `async def`."""
        return self.function.facts.is_async

    def mark(self, name: str) -> Term | None:
        """Return the nearest mark of this name."""
        return next((term for found, term in self.marks if found == name), None)


class Tests:
    """Tells which functions of a file are tests."""

    def __init__(
        self,
        evaluator: Evaluator,
        fixtures: Fixtures,
        seen: Mapping[tuple[str, str], Runner] = MappingProxyType({}),
    ) -> None:
        """Ask these about decorators, bases and fixtures; *seen* has the runners that a pytest has told."""
        self._evaluator = evaluator
        self._fixtures = fixtures
        self._seen = seen
        self._cases: dict[Scope, str] = {}
        self._marks_around: dict[Scope, Marks | None] = {}
        self._last_file: tuple[str, Configuration, bool] | None = None

    def test_of(self, function: Function, configuration: Configuration) -> Test | None:
        """Return a function as a test; None if it is none, or if nobody can tell."""
        home, facts = function.home, function.facts
        if _is_local(home) or not self._is_in_test_file(home, configuration):
            return None
        case = self._cases.get(home)
        if case is None:
            case = self._cases[home] = self._case(home)
        if case in {"unittest", "isolated"}:
            if not facts.name.startswith("test"):
                return None
        elif not configuration.is_test_function(facts.name) or not self._is_collected(home, configuration):
            return None
        shape = self._evaluator.shape(function)
        if shape is Shape.FIXTURE:
            return None
        marks = self._marks(function)
        unknown = shape is Shape.UNKNOWN or case == "unknown" or marks is None
        runner = Runner.UNKNOWN if unknown else self._runner(function, case, marks or (), configuration)
        runner = self._seen.get((home.module.facts.path, facts.qualname), runner)
        return Test(function, runner, marks or ())

    def _runner(
        self, function: Function, case: str, marks: tuple[tuple[str, Term], ...], configuration: Configuration
    ) -> Runner:
        if case != "none":
            return Runner.ISOLATED if case == "isolated" else Runner.UNITTEST
        if not function.facts.is_async:
            return Runner.PYTEST
        found = _marked_runner({name for name, _ in marks}) or _unmarked_runner(configuration)
        if found in {Runner.NOBODY, Runner.ASYNCIO} and asks_for_backend(
            self._fixtures, function, marks, configuration
        ):
            return Runner.ANYIO if found is Runner.NOBODY else Runner.UNKNOWN
        return found

    def _is_collected(self, home: Scope, configuration: Configuration) -> bool:
        scope: Scope | None = home
        while scope is not None and scope.class_facts is not None:
            if not configuration.is_test_class(scope.class_facts.name):
                return False
            scope = scope.outer
        return True

    def _case(self, home: Scope) -> str:
        """Return `unittest`, `isolated`, `none` or `unknown` for the class that a test stands in."""
        if home.class_facts is None or home.outer is None:
            return "none"
        for base in self._evaluator.line(Class(home.class_facts, home.outer)):
            if base is None:
                return "unknown"
            found = _CASES.get(base.name)
            if found is not None:
                return found
            names = [self._evaluator.full_name(term, base.home) for term in base.facts.decorators]
            if base.facts.keywords or shape_of(names) is not Shape.PLAIN:
                return "unknown"
            if not _CHANGES.isdisjoint(base.facts.bindings):
                return "unknown"
        return "none"

    def _is_in_test_file(self, home: Scope, configuration: Configuration) -> bool:
        path = home.module.facts.path
        known = self._last_file
        if known is None or known[0] != path or known[1] is not configuration:
            known = self._last_file = path, configuration, configuration.is_test_file(path)
        return known[2]

    def _marks(self, function: Function) -> Marks | None:
        """Return the marks of a test; None if there may be others."""
        home = function.home
        if home not in self._marks_around:
            self._marks_around[home] = self._named(self._terms_around(home))
        around = self._marks_around[home]
        own = self._named((term, home) for term in function.facts.decorators)
        return None if own is None or around is None else (*own, *around)

    def _terms_around(self, home: Scope) -> Iterator[tuple[Term, Scope]]:
        """Yield what may be marks of all that stands in a class or module, nearest first."""
        scope: Scope | None = home
        while scope is not None:
            for place in self._marked_with(scope):
                if place.class_facts is not None and place.outer is not None:
                    for term in place.class_facts.decorators:
                        yield term, place.outer
                for binding in place.bindings.get("pytestmark", ()):
                    for item in _items(binding.value):
                        yield item, place
            scope = scope.outer

    def _named(self, terms: Iterable[tuple[Term, Scope]]) -> Marks | None:
        """Return those terms that are marks; None if nobody knows one of them."""
        found: list[tuple[str, Term]] = []
        for term, place in terms:
            name = self._evaluator.full_name(term.function if isinstance(term, Call) else term, place)
            if name is None:
                return None
            if name.startswith("pytest.mark."):
                found.append((name.removeprefix("pytest.mark."), term))
        return tuple(found)

    def _marked_with(self, scope: Scope) -> list[Scope]:
        """Return a module, or a class and those that it inherits marks from."""
        if scope.class_facts is None or scope.outer is None:
            return [scope]
        line = self._evaluator.line(Class(scope.class_facts, scope.outer))
        return [one.scope for one in line if one is not None]


def _is_local(home: Scope) -> bool:
    """Tell whether something stands in a function, where pytest does not look."""
    scope: Scope | None = home
    while scope is not None and scope.function is None:
        scope = scope.outer
    return scope is not None


def _items(value: Any) -> tuple[Term, ...]:
    """Return the marks that `pytestmark` is bound to."""
    return value.items if isinstance(value, Display) else (value,)


def has_strange_runner(configuration: Configuration) -> bool:
    """Tell whether a plugin is there, or may be, that runs async tests without marks."""
    plugins = ("pytest-tornasync", "pytest-twisted", "pytest-trio", "pytest-aiohttp", "pytest-sanic")
    return any(configuration.evidence.has(name) is Known.YES for name in plugins)


def _marked_runner(names: set[str]) -> Runner | None:
    """Return who runs an async test that says so itself."""
    if "asyncio" in names:
        return Runner.ASYNCIO
    if names & {"trio", "twisted", "tornado"}:
        return Runner.UNKNOWN
    return Runner.ANYIO if "anyio" in names else None


def _unmarked_runner(configuration: Configuration) -> Runner:
    """Return who runs an async test that does not say it."""
    if configuration.asyncio_mode is Mode.AUTO:
        return Runner.ASYNCIO
    if configuration.anyio_mode is Mode.AUTO:
        return Runner.ANYIO
    certain = configuration.asyncio_mode is Mode.STRICT and configuration.anyio_mode is not Mode.UNKNOWN
    if not certain or configuration.hooked or has_strange_runner(configuration):
        return Runner.UNKNOWN
    return Runner.NOBODY
