from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
import asyncio

async def test_it():
    jobs = [5]
    await asyncio.gather(*jobs)
"""


def test_one_of_many_is_not_guessed(tmp_path: Path) -> None:
    """Nothing is told where neither the expression nor the class is known."""
    assert story_of("not-awaitable", failure_of(tmp_path, SOURCE)) is None
