from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
from unittest.mock import Mock

MOCKS = [Mock(return_value=5)]

async def test_it():
    await MOCKS[0]()
"""


def test_a_mock_whose_making_is_not_found(tmp_path: Path) -> None:
    """It is told what the mock did, and not where it was made."""
    story = story_of("mock-not-awaitable", failure_of(tmp_path, SOURCE))
    assert story is not None
    assert story.what.endswith("but `MOCKS[0]` is a `Mock`: it returned an `int` at once.")
    assert story.change == ""
