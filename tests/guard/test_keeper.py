from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from asyncproof.guard import Owner, Session
from asyncproof.guard.holding.making import Making, making_here
from asyncproof.guard.keeper import ClassKeeper

MAKING = Making(None, "app", frozenset(), at_import=True)


def client_class() -> type[Any]:
    """Make a class as a library has it."""

    class Client:
        is_closed = False

    return Client


class Open(ClassKeeper):
    """A client was left open."""

    name = "open-client"
    group = "things"
    classes = (("library_of_test_keeper", "Client"), ("library_of_test_keeper", "Absent"))

    def made(self, thing: Any) -> None:
        """Note it."""
        self.keep(thing, making_here())

    def dies(self, thing: Any) -> None:
        """Forget it."""
        self.belongings.drop(thing)

    def judge(self, belonging: Any, thing: Any) -> None:
        """Tell it."""
        if not thing.is_closed:
            self.tell(belonging.owner, "open", place=belonging.making.place)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A library that has been imported."""
    module: Any = ModuleType("library_of_test_keeper")
    module.Client = client_class()
    monkeypatch.setitem(sys.modules, "library_of_test_keeper", module)
    return module


def test_what_is_left_is_judged_when_its_owner_ends(library: Any) -> None:
    """A test is told of what it leaves open, not of what it closes or throws away."""
    session, kept, test = Session([Open]), [], Owner("test")
    session.start()
    try:
        session.test_begins(test)
        kept += [library.Client(), library.Client()]
        kept[1].is_closed = True
        library.Client()
        session.test_ends(test)
    finally:
        session.stop()
    assert [finding.message for finding in test.findings] == ["open"]


def test_what_a_wider_fixture_makes_is_judged_with_it(library: Any) -> None:
    """A test that runs in between is not blamed."""
    session, kept = Session([Open]), []
    test, fixture = Owner("test"), Owner("fixture", scope="module")
    session.start()
    try:
        session.test_begins(test)
        token = session.fixture_begins(fixture)
        kept.append(library.Client())
        session.fixture_made(fixture, token)
        session.test_ends(test)
        session.fixture_ends(fixture)
    finally:
        session.stop()
    assert not test.findings
    assert len(fixture.findings) == 1


def test_what_a_wider_fixture_holds_is_judged_with_it(library: Any) -> None:
    """What a test hands over to a fixture that goes on is the fixture's."""
    session = Session([Open])
    kept: list[Any] = []
    test, fixture = Owner("test"), Owner("fixture", scope="module", value=lambda: kept)
    session.start()
    try:
        session.test_begins(test)
        session.fixture_made(fixture, session.fixture_begins(fixture))
        kept.append(library.Client())
        session.test_ends(test)
        assert not test.findings
        session.fixture_ends(fixture)
    finally:
        session.stop()
    assert len(fixture.findings) == 1


def imports_another(_: Session) -> None:
    """Say that a module is imported, as Python does."""
    sys.audit("import", "another", None, None, None, None)


def hears_twice(session: Session) -> None:
    """Let the guard hear of two imports, of which the second brings nothing new."""
    for _ in range(2):
        session.guards[0].audits()["import"](("another",))


@pytest.mark.parametrize("another", [imports_another, hears_twice])
def test_classes_are_reached_when_they_are_imported(
    monkeypatch: pytest.MonkeyPatch, another: Callable[[Session], None]
) -> None:
    """A library that is imported in the midst of a test is reached with the next import."""
    session, test = Session([Open]), Owner("test")
    module: Any = ModuleType("library_of_test_keeper")
    module.Client = client_class()
    session.start()
    try:
        session.test_begins(test)
        monkeypatch.setitem(sys.modules, "library_of_test_keeper", module)
        another(session)
        kept = module.Client()
        session.test_ends(test)
    finally:
        session.stop()
    assert len(test.findings) == 1
    assert kept


def test_the_classes_are_as_they_were(library: Any) -> None:
    """After the run a class has its own methods only."""
    before = dict(vars(library.Client))
    session = Session([Open])
    session.start()
    assert "__del__" in vars(library.Client)
    session.stop()
    assert dict(vars(library.Client)) == before


def test_what_is_made_at_import_is_not_noted() -> None:
    """A module that is imported in the midst of a test works for nobody."""
    guard = Open(Session([]))
    assert guard.keep(object(), MAKING) is None
