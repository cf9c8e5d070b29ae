from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
async def fetch():
    return 1

async def twice(reply):
    await reply
    await reply

async def test_it():
    await twice(fetch())
"""


def test_a_coroutine_that_was_given(tmp_path: Path) -> None:
    """Where a coroutine comes from that is a parameter is not told."""
    story = story_of("coroutine-reused", failure_of(tmp_path, SOURCE))
    assert story is not None
    assert story.what == (
        f"`reply` ({tmp_path}/test_module.py:6) was awaited before, and a coroutine can be awaited only once."
    )
