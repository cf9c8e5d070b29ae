from __future__ import annotations

import linecache
from typing import TYPE_CHECKING

import pytest

from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.explain import Story

SOURCE = """
async def numbers():
    yield 1

def made():
    return numbers()

async def test_it():
    {}
"""


def told(folder: Path, line: str) -> Story:
    """Return what is told of a test with this line."""
    story = story_of("wrong-for", failure_of(folder, SOURCE.format(line)))
    assert story is not None
    return story


@pytest.mark.parametrize(
    "line", ["for one in list(numbers()): print(one)", "[one for one in list(numbers())]"]
)
def test_what_takes_the_values_is_blamed(tmp_path: Path, line: str) -> None:
    """A loop over what `list()` should have returned is not what is wrong."""
    story = told(tmp_path, line)
    assert "`list(numbers())` takes its values without awaiting." in story.what
    assert "[item async for item in numbers()]" in story.change


def test_a_generator_that_a_plain_function_returns(tmp_path: Path) -> None:
    """Which expression it is can't be known then; the line is told."""
    story = told(tmp_path, "made()[0]")
    assert story.what == f"An async generator ({tmp_path}/test_module.py:8) was used like a list."


def test_something_that_is_no_container(tmp_path: Path) -> None:
    """What may want an `__aiter__` of its own is not just changed to a plain `for`."""
    story = told(tmp_path, "async for one in map(str, [1]): print(one)")
    assert story.do == "go through it with a plain `for`, or give it `__aiter__`."
    assert story.change == ""


def test_source_that_is_gone(tmp_path: Path) -> None:
    """Without the source the line is told, and nothing of what stands there."""
    failure = failure_of(tmp_path, SOURCE.format("numbers()[0]"))
    (tmp_path / "test_module.py").unlink()
    linecache.checkcache()
    story = story_of("wrong-for", failure)
    assert story is not None
    assert story.what.startswith("An async generator (")
