"""The owners that pytest knows: tests, and fixtures of a wider scope.

Every context of a test's tasks and callbacks knows its owner. Whoever keeps one must not keep pytest's
objects with it, and who counts what a loop leads to is to find none of them: so they are known weakly.
"""

from __future__ import annotations

from functools import cached_property
from types import FunctionType
from typing import TYPE_CHECKING, Any
from weakref import ref

from asyncproof.core import Place
from asyncproof.guard import Owner, Rules
from asyncproof.plugin.guarding.functions import (
    functions_of,
    functions_of_fixture,
    place_of,
    spoken_name,
)
from asyncproof.plugin.guarding.rules import rules_before_check, rules_of_fixture

if TYPE_CHECKING:
    import pytest


class Test(Owner):
    """A test; what pytest knows of it is looked up when somebody asks, so hardly ever."""

    __test__ = False  # it is none of this file
    is_red = False
    """Whether a failure of it has been reported: what is found later belongs beside that one."""

    def __init__(self, item: pytest.Item) -> None:
        """Take the test as pytest has collected it."""
        super().__init__(item.nodeid)
        self._item = ref(item)
        self._now: tuple[Any, ...] = ()

    @cached_property
    def rules(self) -> Rules:
        """What has been said of the guards for it."""
        item = self._item()
        return Rules() if item is None else rules_before_check(item)

    @cached_property
    def place(self) -> Place | None:
        """Where it is defined."""
        item = self._item()
        if item is None:
            return None
        file, line, _ = item.location
        return Place(str(item.config.rootpath / file), None if line is None else line + 1)

    def functions(self) -> tuple[Any, ...]:
        """Return its own function and those of its function-scoped fixtures."""
        if self._now:
            return self._now
        item = self._item()
        found = () if item is None else functions_of(item)
        if found and type(found[0]) is FunctionType and not self.ended:  # of a class there may come more
            self._now = found
        return found

    def end(self) -> None:
        """Let the functions go, too."""
        self._now = ()
        super().end()


class WideFixture(Owner):
    """A fixture that several tests may share."""

    def __init__(self, fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest) -> None:
        """Take the fixture as it is set up."""
        functions = functions_of_fixture(fixturedef, request)
        super().__init__(
            spoken_name(fixturedef),
            rules_of_fixture(fixturedef, request.node),
            place_of(next(iter(functions), fixturedef.func)),
            scope=fixturedef.scope,
            functions=lambda: functions,
        )
        self._definition = ref(fixturedef)

    def value(self) -> object:
        """Return what it has given to the tests."""
        definition = self._definition()
        cached = None if definition is None else definition.cached_result
        return cached[0] if cached else None
