from __future__ import annotations

import pytest

from asyncproof.core import Place
from asyncproof.explain import Failure, Fixture, Test
from tests.explain.failing import story_of

FAILED = pytest.fail.Exception(
    "ScopeMismatch: You tried to access the function scoped fixture _function_scoped_runner"
    " with a session scoped request object.\n"
    "Requesting fixture stack:\ntest_module.py:5:  def pool(request)\nRequested fixture:\nplugin.py:1"
)


def test_a_fixture_of_which_nothing_is_known() -> None:
    """If pytest does not tell which fixture has asked, nothing is told."""
    assert story_of("scope-mismatch", Failure(FAILED, "setup", Test(is_async=True))) is None


def test_a_fixture_that_another_plugin_runs() -> None:
    """A fixture that needs a loop, and whose own loop scope is not known, is told of without a change."""
    pool = Fixture("pool", "session", is_async=True, place=Place("test_module.py", 5))
    story = story_of("scope-mismatch", Failure(FAILED, "setup", Test(is_async=True, fixtures=(pool,))))
    assert story is not None
    assert story.what == (
        "the fixture `pool` at test_module.py:5 (session scope) needs an event loop, and was given one that "
        "lives only as long as the function."
    )
    assert story.do == 'let it have `loop_scope="session"`.'
    assert story.change == ""
