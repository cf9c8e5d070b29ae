from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.asyncproof(never_awaited="off"),  # it is what these failures are about
    pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning"),
]
SOURCE = """
async def fetch(number=1):
    return number

def kind(value):
    return type(value).__name__

def test_it():
    assert {}
"""


def test_coroutines_in_a_comprehension(tmp_path: Path) -> None:
    """A list that is made of coroutines is told by the call that makes them."""
    failure = failure_of(tmp_path, SOURCE.format("[fetch(number) for number in (1, 2)] == [1, 2]"))
    story = story_of("compared-coroutine", failure)
    assert story is not None
    assert story.what.startswith("`fetch(number)`")


def test_a_coroutine_for_a_function_of_the_user_s(tmp_path: Path) -> None:
    """A coroutine that a function is asked about was meant: it is not what the assertion compares."""
    failure = failure_of(tmp_path, SOURCE.format('kind(fetch()) == "int"'))
    assert story_of("compared-coroutine", failure) is None
