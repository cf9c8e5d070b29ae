from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.explain import Story

SOURCE = """
import contextlib

class Session:
    def __enter__(self): return self
    def __exit__(self, *args): return None

def made():
    return Session()

async def test_it():
    {}
"""


def told(folder: Path, line: str) -> Story | None:
    """Return what is told of a test with this line."""
    return story_of("wrong-with", failure_of(folder, SOURCE.format(line)))


@pytest.mark.skipif(sys.version_info < (3, 11), reason="before, the error does not tell the class")
@pytest.mark.parametrize(
    "line", ["async with made(): pass", "async with contextlib.nullcontext(), made(): pass"]
)
def test_what_a_function_returned_is_known_by_the_message(tmp_path: Path, line: str) -> None:
    """The one item of which nothing is known is the one that the message speaks of."""
    story = told(tmp_path, line)
    assert story is not None
    assert story.what.startswith(f"`async with made()` ({tmp_path}/test_module.py:11) got a `Session`")


def test_one_of_several_unknown_items(tmp_path: Path) -> None:
    """It is not guessed which of them it is."""
    assert told(tmp_path, "async with made(), made(): pass") is None


def test_an_error_from_elsewhere(tmp_path: Path) -> None:
    """What a library enters, and what is no `with` at all, is left alone."""
    assert told(tmp_path, "contextlib.ExitStack().enter_context(5)") is None
    line = "raise TypeError(\"'Session' object does not support the context manager protocol\")"
    assert told(tmp_path, line) is None
