from __future__ import annotations

import asyncio
from importlib.metadata import version

import pytest

from asyncproof.core import Place
from asyncproof.guard import Owner, Session
from asyncproof.guard.holding.binding import bindings_of
from asyncproof.guard.origin import origin_here
from asyncproof.plugin import facts

PYTEST_ASYNCIO = tuple(int(part) for part in version("pytest-asyncio").split(".")[:2])
SOURCE = """
import unittest
import pytest
import pytest_asyncio

@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def pool():
    return 5

@pytest.fixture
async def plain():
    return 6

@pytest.fixture
def sync():
    return 7

@pytest.mark.asyncio(loop_scope="module")
async def test_asyncio(pool, plain, sync):
    pass

@pytest.mark.anyio
async def test_anyio(plain):
    pass

def test_sync(pool):
    pass

async def test_nobody():
    pass

class TestCase(unittest.IsolatedAsyncioTestCase):
    async def test_case(self):
        pass
"""


def collected(pytester: pytest.Pytester, *options: str) -> dict[str, pytest.Item]:
    """Collect the tests of the source, by name."""
    path = pytester.makepyfile(SOURCE)
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    items, _ = pytester.inline_genitems(path, "-p", "no:randomly", *options)
    return {item.name.partition("[")[0]: item for item in items}


def test_facts_of_a_test(pytester: pytest.Pytester) -> None:
    """Who runs it, in which mode, on a loop of which scope, and where it is defined."""
    items = collected(pytester)
    about = {name: facts.facts_about(item) for name, item in items.items()}
    runners = {name: (test.is_async, test.runner, test.mark, test.loop_scope) for name, test in about.items()}
    assert runners == {
        "test_asyncio": (True, "pytest-asyncio", "asyncio", "module"),
        "test_anyio": (True, "anyio", "anyio", ""),
        "test_sync": (False, "", "", ""),
        "test_nobody": (True, "", "", ""),
        "test_case": (True, "unittest", "", ""),
    }
    assert {test.mode for test in about.values()} == {"strict"}
    assert about["test_sync"].place == Place(str(pytester.path / "test_facts_of_a_test.py"), 25)


def test_facts_of_fixtures(pytester: pytest.Pytester) -> None:
    """Their scope, their loop's scope, and who runs them."""
    test = facts.facts_about(collected(pytester)["test_asyncio"])
    known = {one.name: (one.scope, one.loop_scope, one.is_async, one.runner) for one in test.fixtures}
    assert known["pool"] == ("module", "session", True, "pytest-asyncio")
    assert known["plain"] == ("function", "", True, "")
    assert known["sync"] == ("function", "", False, "")


def test_modes(pytester: pytest.Pytester) -> None:
    """In auto mode pytest-asyncio runs all async fixtures; without the plugin there is no mode."""
    test = facts.facts_about(collected(pytester, "-o", "asyncio_mode=auto")["test_asyncio"])
    plain = test.fixture("plain")
    assert plain is not None
    assert (test.mode, plain.runner) == ("auto", "pytest-asyncio")


@pytest.mark.skipif(PYTEST_ASYNCIO < (1, 5), reason="pytest-asyncio 1.5 has the setting `fixture-scope`")
def test_loops_as_wide_as_the_fixture(pytester: pytest.Pytester) -> None:
    """The setting `fixture-scope` gives every fixture a loop of its own scope."""
    option = "asyncio_default_fixture_loop_scope=fixture-scope"
    items = collected(pytester, "-o", option, "-o", "asyncio_mode=auto")
    plain = facts.facts_about(items["test_asyncio"]).fixture("plain")
    assert plain is not None
    assert plain.loop_scope == "function"


def test_the_guards_know_where_things_were_made() -> None:
    """Without guards, and of what they do not know, nothing is known."""

    class Thing:
        pass

    thing = Thing()
    session = Session([])
    assert facts.made_at(thing) is None
    Session.active.append(session)
    try:
        session.ledger.note(thing, None, origin_here())
        noted = facts.made_at(thing)
    finally:
        Session.active.remove(session)
    assert noted is not None
    assert noted.file == __file__


def test_the_guards_know_who_has_bound_what() -> None:
    """Without guards, and of what they do not know, nothing is known."""
    lock = asyncio.Lock()
    assert facts.bound_by(lock) == ""
    session = Session([])
    Session.active.append(session)
    try:
        unknown = facts.bound_by(lock)
        notes = bindings_of(session)  # held, as the guard would
        notes.note(lock, Owner("test_x.py::test_a"), "app.LOCK")
        known = facts.bound_by(lock)
    finally:
        Session.active.remove(session)
    assert unknown == ""
    assert known == "test_x.py::test_a"
