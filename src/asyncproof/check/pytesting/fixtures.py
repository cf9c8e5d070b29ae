"""The fixtures that a test can ask for: of its class, its module, its conftest chain, and of plugins."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.check.facts.term import Call, Constant
from asyncproof.check.linking import UNKNOWN, ForeignInstance, Function, FunctionValue, Value
from asyncproof.check.linking.klass import Class
from asyncproof.check.linking.shape import Shape
from asyncproof.check.pytesting.parameters import is_parametrized

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from asyncproof.check.facts import Binding
    from asyncproof.check.facts.term import Term
    from asyncproof.check.linking import Evaluator, Module, Scope
    from asyncproof.check.pytesting.configuration import Configuration

_MAKERS = {
    "pytest.fixture": "pytest",
    "pytest.yield_fixture": "pytest",
    "pytest_asyncio.fixture": "pytest_asyncio",
}
_BUILTIN = (
    "_pytest.cacheprovider",
    "_pytest.capture",
    "_pytest.doctest",
    "_pytest.fixtures",
    "_pytest.junitxml",
    "_pytest.legacypath",
    "_pytest.logging",
    "_pytest.monkeypatch",
    "_pytest.pytester",
    "_pytest.recwarn",
    "_pytest.subtests",
    "_pytest.tmpdir",
)


@dataclass(frozen=True, slots=True)
class Fixture:
    """A fixture as its decorator declares it."""

    name: str
    function: Function
    maker: str
    """Who runs it if it is async: `pytest` or `pytest_asyncio`."""
    scope: str | None
    """`function`, `class`, `module`, `package`, `session`; None if that is not certain."""
    loop_scope: str | None
    """How wide the loop is that its decorator asks for; None if it asks for none, or is not certain."""
    autouse: bool
    decorator: Term


_HARMLESS = frozenset(("", "pytest_asyncio", "pytest_asyncio.plugin", "pytester"))
"""Plugins whose fixtures are known, at hand or not."""

_GIVEN = {
    "mocker": ForeignInstance("pytest_mock.MockerFixture"),
    "request": ForeignInstance("pytest.FixtureRequest"),
}
"""What pytest and its plugins give that no function of the project makes."""


class Fixtures:
    """Finds fixtures by name, as pytest would, and what they give."""

    def __init__(self, evaluator: Evaluator) -> None:
        """Ask *evaluator* what names mean."""
        self._evaluator = evaluator
        self._texts: dict[str, bytes] = {}
        self._found: dict[tuple[object, ...], tuple[Fixture | None, Configuration]] = {}
        self._is_looking = False
        self._marked: dict[Scope, list[str]] = {}
        self._of_scope: dict[Scope, dict[str, Fixture | None]] = {}
        self._values: dict[Function, Value] = {}
        self._autouse: dict[Scope, list[str]] = {}
        self._places: dict[tuple[Module, Scope | None, tuple[str, ...]], list[Scope]] = {}

    def find(
        self,
        name: str,
        module: Module,
        klass: Scope | None,
        configuration: Configuration,
        *,
        above: bool = False,
    ) -> Fixture | None:
        """Return the fixture that a test or fixture of a module gets; *above* leaves the nearest one out.

        None if there is none of that name, or if nobody can tell which it is.
        """
        key = name, module, klass, above, id(configuration)
        known = self._found.get(key)
        if known is not None:
            return known[0]
        is_first, self._is_looking = not self._is_looking, True
        found = self._find(name, module, klass, configuration, above=above)
        if is_first:  # or else it may be one that is looked for to find itself
            self._is_looking = False
            self._found[key] = found, configuration  # which stays, so that no other gets its number
        return found

    def _find(
        self, name: str, module: Module, klass: Scope | None, configuration: Configuration, *, above: bool
    ) -> Fixture | None:
        for place in (*self._near(module, klass, configuration), *self._far(name, module, configuration)):
            fixture = self._in(place, name)
            if fixture is not None:
                if not above:
                    return fixture
                above = False
        return None

    def may_hide(self, name: str, module: Module, klass: Scope | None, configuration: Configuration) -> bool:
        """Tell whether a name may come from a module or plugin that the project names, and is not at hand."""
        project = self._evaluator.project
        near = self._near(module, klass, configuration)
        if any(name in one.bindings or self._evaluator.through_stars(name, one) is not None for one in near):
            return True
        plugins = (*configuration.plugins, *configuration.loaded)
        return any(one not in _HARMLESS and project.module(one, module) is None for one in plugins)

    def _far(self, name: str, module: Module, configuration: Configuration) -> Iterator[Scope]:
        """Yield where the fixtures of plugins may be."""
        project = self._evaluator.project
        for plugin in (*configuration.plugins, *configuration.loaded):
            found = project.module(plugin, module)
            if found is not None:
                yield found.scope
        blocked = set(configuration.blocked)
        installed = [one for known, one in configuration.evidence.plugins if not blocked & {known, one}]
        for plugin in (*installed, *_BUILTIN):
            found = project.module(plugin, module) if self._may_have(plugin, name) else None
            if found is not None:
                yield found.scope

    def _may_have(self, plugin: str, name: str) -> bool:
        """Tell whether a plugin speaks of a name, so that it is worth being understood."""
        if plugin not in self._texts:
            self._texts[plugin] = _raw(self._evaluator.project.file_of(plugin))
        text = self._texts[plugin]
        return name.encode() in text or b"import *" in text

    def _near(self, module: Module, klass: Scope | None, configuration: Configuration) -> list[Scope]:
        """Return where the project's own fixtures may be: class, module, and the conftest chain."""
        key = module, klass, configuration.conftests
        if key not in self._places:
            self._places[key] = self._near_anew(module, klass, configuration)
        return list(self._places[key])

    def _near_anew(self, module: Module, klass: Scope | None, configuration: Configuration) -> list[Scope]:
        places: list[Scope] = []
        if klass is not None and klass.class_facts is not None and klass.outer is not None:
            line = self._evaluator.line(Class(klass.class_facts, klass.outer))
            places += [one.scope for one in line if one is not None]
        places.append(module.scope)
        for path in reversed(configuration.conftests):
            conftest = self._evaluator.project.module_at(Path(path))
            if conftest is not None and conftest is not module:
                places.append(conftest.scope)
        return places

    def used_by_all(self, module: Module, klass: Scope | None, configuration: Configuration) -> list[str]:
        """Return the names of the fixtures that all tests there use without asking."""
        found: list[str] = []
        for place in self._near(module, klass, configuration):
            if place not in self._autouse:
                self._autouse[place] = [name for name, one in self.own(place).items() if one.autouse]
            found += self._autouse[place]
        return found

    def own(self, scope: Scope) -> dict[str, Fixture]:
        """Return the fixtures that a module or class defines or imports."""
        names = [*scope.bindings]
        found = {name: self._made(scope, name) for name in names}
        return {fixture.name: fixture for fixture in found.values() if fixture is not None}

    def _in(self, scope: Scope, name: str) -> Fixture | None:
        known = self._of_scope.setdefault(scope, {})
        if name not in known:
            known[name] = None
            known[name] = self._made(scope, name) or next(
                (one for one in self._renamed(scope) if one.name == name), None
            )
        return known[name]

    def _renamed(self, scope: Scope) -> list[Fixture]:
        """Return the fixtures of a scope that have another name than their functions."""
        names = self._marked.get(scope)
        if names is None:
            names = self._marked[scope] = [name for name, found in scope.bindings.items() if _is_named(found)]
        made = (self._made(scope, name) for name in names)
        return [fixture for fixture in made if fixture is not None]

    def _made(self, scope: Scope, name: str) -> Fixture | None:
        value = self._evaluator.bound(name, scope)
        if value is None and scope.function is None and scope.class_facts is None:
            value = self._evaluator.through_stars(name, scope)
        return fixture_of(self._evaluator, value.function) if isinstance(value, FunctionValue) else None

    def value(self, fixture: Fixture, configuration: Configuration) -> Value:
        """Return what a test gets from a fixture."""
        function = fixture.function
        if function not in self._values:
            self._values[function] = UNKNOWN  # one that asks for itself
            scope = function.scope
            scope.given = self.giver(function, _seen_from(function, configuration))
            self._values[function] = self._evaluator.given_by(function)
        return self._values[function]

    def giver(self, function: Function, configuration: Configuration) -> Callable[[str], Value]:
        """Return who answers what the parameters of a test or fixture are given."""
        klass = function.home if function.is_method else None

        def give(name: str) -> Value:
            if is_parametrized(self._evaluator, function, name):
                return UNKNOWN
            above = name == function.facts.name
            found = self.find(name, function.home.module, klass, configuration, above=above)
            given = _GIVEN.get(name)
            if given is not None and (found is None or not found.function.home.module.is_own):
                return given
            return UNKNOWN if found is None else self.value(found, configuration)

        return give


def fixture_of(evaluator: Evaluator, function: Function) -> Fixture | None:
    """Return the fixture that a function is made into; None if it is none."""
    if evaluator.shape(function) is not Shape.FIXTURE:
        return None
    for decorator in function.facts.decorators:
        maker = _MAKERS.get(evaluator.full_name(decorator, function.home) or "")
        if maker is not None:
            name = _keyword(decorator, "name")
            return Fixture(
                str(name.value) if isinstance(name, Constant) and name.value else function.facts.name,
                function,
                maker,
                None if _may_say_more(decorator) else _text(_keyword(decorator, "scope"), "function"),
                _text(_keyword(decorator, "loop_scope"), None),
                getattr(_keyword(decorator, "autouse"), "value", False) is True,
                decorator,
            )
    return None


def _is_named(bindings: Iterable[Binding]) -> bool:
    """Tell whether a decorator of what is bound has an argument `name`."""
    marks = (mark for one in bindings for mark in getattr(one.value, "decorators", ()))
    return any(isinstance(mark, Call) and _keyword(mark, "name") is not None for mark in marks)


def _raw(path: str | None) -> bytes:
    try:
        return b"" if path is None else Path(path).read_bytes()
    except OSError:
        return b""


def _may_say_more(decorator: Term) -> bool:
    """Tell whether a decorator takes `**settings`, or a scope in the old way without its name."""
    return isinstance(decorator, Call) and (decorator.open_ended or bool(decorator.arguments))


def _seen_from(function: Function, configuration: Configuration) -> Configuration:
    """Return the configuration as it is where a fixture stands: whoever asks for it, it gives the same."""
    folder = os.path.dirname(function.home.module.facts.path)
    above = tuple(
        one for one in configuration.conftests if f"{folder}{os.sep}".startswith(one[: -len("conftest.py")])
    )
    return replace(configuration, conftests=above)


def _keyword(term: Term, name: str) -> Term | None:
    return dict(term.keywords).get(name) if isinstance(term, Call) else None


def _text(term: Term | None, default: str | None) -> str | None:
    if term is None:
        return default
    return term.value if isinstance(term, Constant) and isinstance(term.value, str) else None
