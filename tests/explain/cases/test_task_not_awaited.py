from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
import asyncio

async def fetch():
    return [1]

def started():
    return asyncio.get_running_loop().create_future()

def first(task):
    return task[0]

async def test_it():
    {}
"""


def test_a_task_that_was_given(tmp_path: Path) -> None:
    """A task that is a parameter is told by its name alone; a sync function has nothing to change."""
    story = story_of("task-not-awaited", failure_of(tmp_path, SOURCE.format("first(started())")))
    assert story is not None
    assert story.what == f"`task` ({tmp_path}/test_module.py:10) is a `Future` and not its result."
    assert story.change == ""


def test_a_task_without_a_name(tmp_path: Path) -> None:
    """A task that only a call returns is told by its line."""
    story = story_of("task-not-awaited", failure_of(tmp_path, SOURCE.format("started()[0]")))
    assert story is not None
    assert story.what == f"A task ({tmp_path}/test_module.py:13) was used as if it were its result."
