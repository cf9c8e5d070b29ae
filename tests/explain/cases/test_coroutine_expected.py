from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.explain import Story

pytestmark = [
    pytest.mark.asyncproof(never_awaited="off"),  # it is what these failures are about
    pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning"),
]
SOURCE = """
import asyncio

async def fetch():
    return 1

def made():
    return fetch()

async def test_it():
    loop = asyncio.get_running_loop()
    loop.set_debug(True)
    {}
"""


def told(folder: Path, line: str) -> Story | None:
    """Return what is told of a test with this line, on a loop that checks what it is given."""
    return story_of("coroutine-expected", failure_of(folder, SOURCE.format(line)))


def test_a_coroutine_for_the_loop(tmp_path: Path) -> None:
    """What the loop should call soon is to become a task; a callback of a future can't be replaced so."""
    story = told(tmp_path, "loop.call_soon(fetch())")
    assert story is not None
    assert story.what.endswith("was given a coroutine, `fetch()`, and wants a plain function to call.")
    assert story.do == "make it a task: `asyncio.create_task(fetch())`."
    assert "+     asyncio.create_task(fetch())" in story.change


def test_a_coroutine_that_is_called(tmp_path: Path) -> None:
    """It is no argument of asyncio's that is wrong: another explanation tells of the call."""
    line = "asyncio.run_coroutine_threadsafe(fetch()(), loop)"
    assert told(tmp_path, line) is None
    assert story_of("coroutine-not-awaited", failure_of(tmp_path, SOURCE.format(line))) is not None


def test_a_coroutine_from_who_knows_where(tmp_path: Path) -> None:
    """What a plain function returned is not known, and nothing is told of it."""
    assert told(tmp_path, "await asyncio.to_thread(made())") is None


def test_the_result_of_a_plain_function(tmp_path: Path) -> None:
    """A plain function in the place of an async one is named."""
    story = told(tmp_path, "asyncio.create_task(len([]))")
    assert story is not None
    assert story.what.endswith("was given the result of `len`, which is a plain function.")
