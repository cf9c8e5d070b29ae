"""In how wide a loop pytest-asyncio runs a test or a fixture: by mark, decorator and configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.facts.term import Call, Constant
from asyncproof.check.pytesting.configuration import FIXTURE_SCOPE, Mode
from asyncproof.check.pytesting.evidence import Known
from asyncproof.check.pytesting.tests import Runner
from asyncproof.check.pytesting.versions import at_least

if TYPE_CHECKING:
    from asyncproof.check.facts.term import Term
    from asyncproof.check.linking import Module
    from asyncproof.check.pytesting.configuration import Configuration
    from asyncproof.check.pytesting.fixtures import Fixture, Fixtures
    from asyncproof.check.pytesting.tests import Test

SCOPES = ("function", "class", "module", "package", "session")
"""From the narrowest to the widest."""
_SCOPED = (0, 24)
"""The pytest-asyncio that gave marks and fixtures a `loop_scope`."""
_LOOPLESS = (1, 0)
"""The one that took the fixture `event_loop` away."""


def width(scope: str) -> int:
    """Return how wide a scope is, to be compared."""
    return SCOPES.index(scope)


def has_scoped_loops(configuration: Configuration) -> bool:
    """Tell whether the project's pytest-asyncio knows loop scopes: all but old ones do."""
    return at_least(configuration.evidence, "pytest-asyncio", _SCOPED) is not Known.NO


def may_have_one_loop(fixtures: Fixtures, module: Module, configuration: Configuration) -> bool:
    """Tell whether a fixture `event_loop` may be the one loop of all, as it was before pytest-asyncio 1.0."""
    if at_least(configuration.evidence, "pytest-asyncio", _LOOPLESS) is Known.YES:
        return False
    found = fixtures.find("event_loop", module, None, configuration)
    return found is not None and found.function.home.module.is_own


def runs_fixture(fixture: Fixture, configuration: Configuration) -> bool:
    """Tell whether pytest-asyncio runs a fixture in a loop of its own making."""
    if fixture.maker == "pytest_asyncio":
        return True
    return fixture.function.facts.is_async and configuration.asyncio_mode is Mode.AUTO


def loop_scope_of_test(test: Test, configuration: Configuration) -> str | None:
    """Return in how wide a loop pytest-asyncio runs a test; None if it does not, or nobody can tell."""
    if test.runner is not Runner.ASYNCIO or configuration.hooked or not has_scoped_loops(configuration):
        return None
    mark = test.mark("asyncio")
    scope = "" if mark is None else _said_in(mark)
    return configuration.test_loop_scope if scope == "" else scope


def _said_in(mark: Term) -> str | None:
    """Return the loop scope that a mark asks for; empty if it asks for none, None if nobody can tell."""
    if not isinstance(mark, Call):
        return ""
    if mark.open_ended:
        return None
    keywords = dict(mark.keywords)
    return _scope_in(keywords.get("loop_scope", keywords.get("scope")))


def _scope_in(term: Term | None) -> str | None:
    if term is None or (isinstance(term, Constant) and term.type == "NoneType"):
        return ""
    return str(term.value) if isinstance(term, Constant) and term.value in SCOPES else None


def loop_scope_of_fixture(fixture: Fixture, configuration: Configuration) -> str | None:
    """Return in how wide a loop pytest-asyncio runs a fixture; None if it does not, or nobody can tell."""
    if not runs_fixture(fixture, configuration) or not has_scoped_loops(configuration):
        return None
    decorator = fixture.decorator
    if isinstance(decorator, Call) and decorator.open_ended:
        return None
    keywords = dict(decorator.keywords) if isinstance(decorator, Call) else {}
    said = _scope_in(keywords.get("loop_scope"))
    if said != "":
        return said
    unsaid = configuration.fixture_loop_scope
    return fixture.scope if unsaid == FIXTURE_SCOPE else unsaid
