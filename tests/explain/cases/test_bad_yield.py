from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

YIELDED = """
import asyncio

class Reply:
    def __await__(self):
        yield asyncio.get_running_loop().create_future()

async def test_it():
    await Reply()
"""


def test_a_future_that_was_yielded(tmp_path: Path) -> None:
    """A future that `__await__` yields by itself is told apart from what is no future at all."""
    story = story_of("bad-yield", failure_of(tmp_path, YIELDED))
    assert story is not None
    assert story.what.startswith("a future was yielded")
    assert "`yield from future.__await__()`" in story.do


def test_other_errors(tmp_path: Path) -> None:
    """Errors with other words, and other errors with these words, are left alone."""
    for error in ("RuntimeError('no')", "TypeError('no')", "ValueError('Task got bad yield: 5')"):
        failure = failure_of(tmp_path, f"def test_it():\n    raise {error}")
        assert story_of("bad-yield", failure) is None
