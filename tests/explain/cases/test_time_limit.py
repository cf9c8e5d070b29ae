from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from asyncproof.explain import Failure
from tests.explain.failing import failure_at_import, failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

NESTED = """
import contextlib

import anyio

async def test_it():
    limit = anyio.fail_after(0)
    if limit:
        with contextlib.suppress(KeyError):
            with limit:
                await anyio.sleep_forever()
"""
IMPORTED = """
import asyncio

JOB = asyncio.wait_for(asyncio.Event().wait(), 0)
asyncio.run(JOB)
"""


def test_an_error_of_the_user_s_own(tmp_path: Path) -> None:
    """A TimeoutError that the user's code raises by itself is not one of asyncio's."""
    failure = failure_of(tmp_path, "import asyncio\ndef test_it():\n    raise asyncio.TimeoutError")
    assert story_of("time-limit", failure) is None


@pytest.mark.parametrize(("source", "line"), [(NESTED, 9), (IMPORTED, 4)])
def test_a_limit_that_was_made_elsewhere(tmp_path: Path, source: str, line: int) -> None:
    """Where the limit is not spelled out around the line, only the line is told."""
    failing = failure_of if source is NESTED else failure_at_import
    story = story_of("time-limit", failing(tmp_path, source))
    assert story is not None
    assert story.what.startswith(f"a time limit ({tmp_path}/test_module.py:{line}) was over")


def test_a_limit_of_a_library() -> None:
    """Where none of the user's lines is in the traceback, nothing is told."""
    with pytest.raises(asyncio.TimeoutError) as caught:
        asyncio.run(asyncio.wait_for(asyncio.Event().wait(), 0))
    error = caught.value
    assert error.__traceback__ is not None
    while error.__traceback__.tb_next is not None:
        error.__traceback__ = error.__traceback__.tb_next
    assert story_of("time-limit", Failure(error)) is None
