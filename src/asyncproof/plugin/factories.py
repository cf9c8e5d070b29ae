"""The way into pytest-asyncio: its runners build their loops here, whatever the loop's scope.

A suite that implements `pytest_asyncio_loop_factories` keeps its factories and their ids: each is wrapped,
and decides when the loop is really built.

A suite that doesn't is not given an implementation of that hook. With one, each of its async tests would be
a parametrised one (90 µs each), sync tests with async fixtures would be passed over, and wider loops would
be built anew between tests that have the parameter and tests that don't. There the runner finds our loop
where it looks without a factory, at `asyncio.new_event_loop()`, while it is set up and no longer.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import pytest

from asyncproof.plugin.building import default_loop

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from asyncproof.plugin.place import Place

    Factory = Callable[[], asyncio.AbstractEventLoop]

PYTEST_ASYNCIO = "pytest_asyncio"


def runner_type() -> type[Any]:
    """Return the class of pytest-asyncio's runners on this interpreter."""
    module = importlib.import_module("asyncio" if sys.version_info >= (3, 11) else "backports.asyncio.runner")
    kind: type[Any] = module.Runner
    return kind


class Runners:
    """Gives pytest-asyncio's runners the loop that those who share it ask for."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._type = runner_type()
        self._scopes: WeakKeyDictionary[Any, str] = WeakKeyDictionary()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
        """Let a runner that is being set up find its loop."""
        if not fixturedef.func.__module__.startswith(PYTEST_ASYNCIO):
            return (yield)
        stock = asyncio.new_event_loop
        with default_loop(lambda: self._place.build_or(stock)):
            value = yield
        if isinstance(value, self._type):
            self._scopes[value] = fixturedef.scope
        return value

    def of(self, item: pytest.Item) -> tuple[Any, str] | None:
        """Return the runner that runs a test, and its scope, once the test is set up."""
        for value in getattr(item, "funcargs", {}).values():
            if isinstance(value, self._type) and value in self._scopes:
                return value, self._scopes[value]
        return None


class LazyFactory:
    """A suite's own loop factory, which gives way to virtual time where that is asked for."""

    def __init__(self, theirs: Factory, build: Callable[[Factory], asyncio.AbstractEventLoop]) -> None:
        self._theirs = theirs
        self._build = build

    def __call__(self) -> asyncio.AbstractEventLoop:
        """Build the loop now that it is known for whom."""
        return self._build(self._theirs)


class SuiteFactories:
    """Wraps the loop factories of a suite; there is nothing to see of it until virtual time is asked for."""

    NAME = "asyncproof-suite-factories"

    def __init__(self) -> None:
        self.place: Place | None = None
        self._wrapped: dict[int, LazyFactory] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> Generator[None, object, object]:
        """Be away for a test to which no hook of the suite applies, as it would become a parametrised one."""
        if len(metafunc.definition.ihook.pytest_asyncio_loop_factories.get_hookimpls()) > 1:
            return (yield)
        manager = metafunc.config.pluginmanager
        manager.unregister(self)
        try:
            return (yield)
        finally:
            manager.register(self, self.NAME)

    @pytest.hookimpl(wrapper=True, optionalhook=True)
    def pytest_asyncio_loop_factories(self) -> Generator[None, Any, Any]:
        """Return the suite's factories, each one wrapped, always in the same wrapper."""
        theirs = yield
        if not isinstance(theirs, Mapping):
            return theirs  # pytest-asyncio will say what is wrong with it
        return {
            name: self._wrap(factory) if callable(factory) else factory for name, factory in theirs.items()
        }

    def _wrap(self, factory: Factory) -> LazyFactory:
        key = id(factory)  # it need not be hashable, and its wrapper keeps it alive
        if key not in self._wrapped:
            self._wrapped[key] = LazyFactory(factory, self._build)
        return self._wrapped[key]

    def _build(self, theirs: Factory) -> asyncio.AbstractEventLoop:
        return theirs() if self.place is None else self.place.build_or(theirs)
