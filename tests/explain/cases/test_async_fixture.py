from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core import Place
from asyncproof.explain import Failure, Fixture, Test
from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

HANDED_OVER = """
import pytest

@pytest.fixture
async def user():
    return {"name": "Ada"}

def test_it():
    given = user.__wrapped__()
    try:
        given["name"]
    finally:
        given.close()
"""


def test_a_coroutine_that_pytest_has_handed_over(tmp_path: Path) -> None:
    """Where pytest only warns of an async fixture, the test that gets its coroutine is told of it."""
    failure = failure_of(tmp_path, HANDED_OVER)
    frame = failure.user_frame
    assert frame is not None
    fixture = Fixture(
        "user", "function", is_async=True, place=Place(frame.file, 3), value=frame.local["given"]
    )
    other = Fixture("other", "function", is_async=True)
    facts = Test("test_it", is_async=True, mode="strict", mark="asyncio", fixtures=(other, fixture))
    story = story_of("async-fixture", Failure(failure.error, test=facts))
    assert story is not None
    assert "the fixture `user`" in story.what
    assert "+ @pytest_asyncio.fixture" in story.change


def test_an_assertion_of_the_user_s_in_set_up(tmp_path: Path) -> None:
    """A fixture that fails by an assertion of its own was not refused by pytest."""
    forgotten = Fixture("user", "function", is_async=True)
    failure = failure_of(
        tmp_path, "def test_it():\n    raise AssertionError", test=Test(fixtures=(forgotten,)), when="setup"
    )
    assert story_of("async-fixture", failure) is None
