"""A small project with an answer to each question of a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.review.reviewing import review
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.review.answer import Answer, Review

STRICT = """
[project]
name = "shop"
dependencies = ["pytest", "pytest-asyncio"]

[tool.pytest.ini_options]
asyncio_mode = "strict"
"""
CODE = """
import asyncio


async def all_of(ids):
    return await asyncio.gather(*map(one, ids))


async def one(number):
    async with asyncio.timeout(1):
        return await asyncio.sleep(0, number)


async def until_cancelled():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        raise
"""
TESTS = """
import asyncio

import pytest
from shop import all_of, one, until_cancelled

pytestmark = pytest.mark.asyncio


async def test_one():
    assert await one(1) == 1


async def test_nothing_is_awaited():
    one(1)
    assert True


async def test_all():
    first, second = await asyncio.gather(one(1), one(2))
    assert [first, second] == await all_of([1, 2])


async def test_it_fails():
    with pytest.raises(TypeError):
        await all_of(None)


async def test_it_is_cancelled():
    task = asyncio.create_task(until_cancelled())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
"""
SHOP = {"pyproject.toml": STRICT, "shop.py": CODE, "test_shop.py": TESTS}


def reviewed(root: Path, files: dict[str, str]) -> Review:
    """Write some files and review them."""
    write(root, files)
    return review([(root, [root / name for name in files if name.endswith(".py")])], raises=True)


def answered(found: Review, key: str) -> Answer:
    """Return the answer to one question."""
    return next(answer for answer in found.answers if answer.key == key)
