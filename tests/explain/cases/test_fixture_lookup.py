from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from asyncproof.explain import Failure, Test
from tests.explain.failing import story_of

if TYPE_CHECKING:
    from asyncproof.explain import Story


class FixtureLookupError(LookupError):
    """As pytest raises it."""

    def __init__(self, argname: object, chain: list[str]) -> None:
        """Be about a fixture that the others of the chain have asked for."""
        self.argname = argname
        self.fixturestack = [SimpleNamespace(argname=name) for name in chain]


def told(error: FixtureLookupError, *, is_async: bool = True) -> Story | None:
    """Return what is told of a test for which a fixture was not found."""
    return story_of("fixture-lookup", Failure(error, "setup", Test("test_module.py::test_it", is_async)))


def test_a_fixture_that_a_plugin_brings() -> None:
    """Who asks for it is told, and what brings it."""
    story = told(FixtureLookupError("httpx_mock", []))
    assert story is not None
    assert story.what == "`test_it` asks for the fixture `httpx_mock`, and there is none."
    assert story.do == "install pytest-httpx, which brings it."


def test_other_fixtures() -> None:
    """A fixture that has nothing to do with async code is none of our business; nor is another error's."""
    assert told(FixtureLookupError("user", [])) is None
    assert told(FixtureLookupError(None, [])) is None
    assert told(FixtureLookupError("first", ["first", "second"]), is_async=False) is None
    assert told(FixtureLookupError("first", ["first", "second"])) is not None
