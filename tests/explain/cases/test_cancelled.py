from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path


def test_a_coroutine_that_raises_it(tmp_path: Path) -> None:
    """Where no cancelled task is awaited, it is told which wait was cancelled, and for what reason."""
    source = """
    import asyncio

    async def work():
        raise asyncio.CancelledError("shut down")

    async def test_it():
        job = work()
        await job
    """
    story = story_of("cancelled", failure_of(tmp_path, source))
    assert story is not None
    assert story.what.startswith(f"the wait in `work` ({tmp_path}/test_module.py:4) was cancelled")
    assert story.what.endswith("Its reason: shut down.")


def test_a_task_that_somebody_else_has_cancelled(tmp_path: Path) -> None:
    """No line is told as the one that cancelled it if there is none in this function."""
    source = """
    import asyncio

    def started():
        task = asyncio.ensure_future(asyncio.sleep(0))
        task.cancel()
        return task

    async def test_it():
        task = started()
        await task
    """
    story = story_of("cancelled", failure_of(tmp_path, source))
    assert story is not None
    assert story.what.endswith("raised CancelledError: the task had been cancelled.")
