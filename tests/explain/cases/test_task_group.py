from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.explain import Failure
from tests.explain.failing import failure_at_import, failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
import asyncio
import contextlib

import anyio
import pytest

async def run(*waiting):
    async with anyio.create_task_group() as group:
        group.start_soon(asyncio.wait, ())
"""
TEST = """
async def test_it():
    with contextlib.suppress(KeyError), pytest.raises(KeyError):
        await run()
"""


def test_another_error_is_expected(tmp_path: Path) -> None:
    """What expects another error than that of the task is not what is wrong."""
    story = story_of("task-group", failure_of(tmp_path, SOURCE + TEST))
    assert story is not None
    assert "`pytest.RaisesGroup(ValueError)`" in story.do
    assert story.change == ""


def test_a_group_while_a_module_is_imported(tmp_path: Path) -> None:
    """It is told as well; there is no test around it that could expect it."""
    story = story_of("task-group", failure_at_import(tmp_path, SOURCE + "anyio.run(run)\n"))
    assert story is not None
    assert story.what.startswith("a task of the group failed with `ValueError: ")
    assert story.change == ""


def test_a_group_outside_of_the_user_s_code(tmp_path: Path) -> None:
    """What a library's own tasks have raised is named, without a line."""
    failure = failure_at_import(tmp_path, SOURCE + "anyio.run(run)\n")
    error = failure.error
    while error.__traceback__ is not None and not any(frame.is_foreign for frame in failure.frames[-1:]):
        error.__traceback__ = error.__traceback__.tb_next
    for _ in failure.frames[1:]:
        assert error.__traceback__ is not None
        error.__traceback__ = error.__traceback__.tb_next
    story = story_of("task-group", Failure(error))
    assert story is not None
    assert story.what.startswith("a task of the group failed with `ValueError: Set of ")
    assert story.what.endswith("/Futures is empty.`.")
