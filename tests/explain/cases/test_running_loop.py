from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.explain import Story

SOURCE = """
import asyncio

async def fetch():
    return 1

async def test_it():
    given = [fetch()]
    try:
        {}
    finally:
        given[0].close()
"""


def told(folder: Path, *lines: str) -> Story:
    """Return what is told of a test with these lines."""
    story = story_of("running-loop", failure_of(folder, SOURCE.format("\n        ".join(lines))))
    assert story is not None
    return story


def test_the_coroutine_is_awaited_instead(tmp_path: Path) -> None:
    """The call goes away, also one of several lines: what it was given is what is to be awaited."""
    for lines in (["asyncio.run(given[0])"], ["asyncio.run(", "    given[0],", ")"]):
        story = told(tmp_path, *lines)
        assert story.do == "await `given[0]`."
        assert "+         await given[0]" in story.change


def test_arguments_that_are_not_spelled_out(tmp_path: Path) -> None:
    """What a star hands over has no name, so no change is made up."""
    story = told(tmp_path, "asyncio.run(*given)")
    assert story.do == "await the coroutine instead."
    assert story.change == ""


def test_an_error_that_is_raised_again(tmp_path: Path) -> None:
    """A line without a call is told as it is."""
    story = told(tmp_path, 'error = RuntimeError("This event loop is already running")', "raise error")
    assert story.what.endswith("test_module.py:10) that runs on an event loop wants to run one.")
