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
from unittest.mock import AsyncMock

class Check:
    def __init__(self, assertion):
        self.assertion = assertion
    def run(self):
        self.assertion()

def test_it():
    client = AsyncMock()
    client.get("/")
    {}
"""


def test_in_a_sync_test(tmp_path: Path) -> None:
    """A call in a sync test is told of; `await` before it would not be Python, so there is no change."""
    story = story_of(
        "mock-called-not-awaited", failure_of(tmp_path, SOURCE.format("client.get.assert_awaited()"))
    )
    assert story is not None
    assert "was called 1 time with `('/')` and never awaited." in story.what
    assert story.change == ""


def test_an_assertion_by_another_name(tmp_path: Path) -> None:
    """Where the line does not say which mock is asked, nothing is told."""
    failure = failure_of(tmp_path, SOURCE.format("Check(client.get.assert_awaited).run()"))
    assert story_of("mock-called-not-awaited", failure) is None
