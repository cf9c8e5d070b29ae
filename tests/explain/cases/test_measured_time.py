from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
import time

async def test_it():
    for took in [{}]:
        assert took < 0.02, "assert 0.0201 < 0.02"
"""


def test_a_number_that_is_not_known_to_be_measured(tmp_path: Path) -> None:
    """Two near numbers are no matter of time unless one of them was read from a clock."""
    assert story_of("measured-time", failure_of(tmp_path, SOURCE.format("0.0201"))) is None
