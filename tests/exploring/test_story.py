from __future__ import annotations

import asyncproof
from tests.exploring import scenarios


def test_a_story_says_where_a_run_is_odd() -> None:
    """The steps of the tasks with their lines, and between them what stock asyncio would not do."""
    failure = asyncproof.explore(scenarios.lost_slot, runs=200).failure
    assert failure is not None
    assert "scenarios.py" in failure.story
    assert "is cancelled --" in failure.story
    assert "asyncproof/exploring" not in failure.story
