from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
import pytest

async def refuse():
    raise ValueError

async def test_it():
    reply = refuse()
    try:
        with pytest.raises(ValueError):
            print(reply)
    finally:
        reply.close()
"""


def test_a_coroutine_from_outside_of_the_block(tmp_path: Path) -> None:
    """A coroutine that was made before the block is not taken for what should have raised in it."""
    assert story_of("did-not-raise", failure_of(tmp_path, SOURCE)) is None
