from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core import Place
from asyncproof.explain import Failure, Fixture, Test
from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
async def number():
    yield 5

def test_it():
    raise RuntimeError("Attempted to exit cancel scope in a different task than it was entered in")
"""


def test_fixtures_without_a_scope_are_not_blamed(tmp_path: Path) -> None:
    """If no fixture yields inside of a cancel scope, only the line of the error is told."""
    failure = failure_of(tmp_path, SOURCE)
    fixture = Fixture("number", "function", is_async=True, place=Place(f"{tmp_path}/test_module.py", 1))
    story = story_of("cancel-scope", Failure(failure.error, test=Test(fixtures=(fixture,))))
    assert story is not None
    assert story.what == (
        f"A cancel scope ({tmp_path}/test_module.py:5) was entered by one task and left by another."
    )
    assert story.do.startswith("enter and leave it in the same function")
