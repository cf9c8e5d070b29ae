from __future__ import annotations

from asyncproof.core import Place
from asyncproof.explain import Failure, Fixture, Test
from tests.explain.failing import story_of


def test_the_fixture_that_gives_the_connection() -> None:
    """It is told which fixture gives what all of them use."""
    connection = type("Connection", (), {"__module__": "asyncpg.connection"})()
    fixtures = (
        Fixture("number", "function", value=5),
        Fixture("database", "session", place=Place("conftest.py", 3), value=connection),
    )
    error = RuntimeError("cannot perform operation: another operation is in progress")
    story = story_of("shared-connection", Failure(error, test=Test(fixtures=fixtures)))
    assert story is not None
    assert story.what.endswith(
        "The fixture `database` gives a `Connection` at conftest.py:3 (session scope)."
    )
