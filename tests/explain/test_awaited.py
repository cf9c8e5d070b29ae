from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.explain.awaited import find_awaited
from tests.explain.failing import failure_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
import asyncio
from unittest.mock import Mock

def compute():
    return 5

async def work():
    await asyncio.sleep(0)

async def test_it():
    mock = Mock(return_value=5)
    {}
"""


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("await compute()", "compute()"),
        ("await asyncio.wait_for(compute(), 1)", "compute()"),
        ("await asyncio.gather(mock(), 6)", "mock()"),
        ("await asyncio.gather(*[mock() for _ in range(1)])", "mock()"),
        ("await asyncio.shield(5)", "5"),
        ("await (await asyncio.sleep(0, 5))", "await asyncio.sleep(0, 5)"),
    ],
)
def test_what_was_awaited(tmp_path: Path, line: str, text: str) -> None:
    """It is found in the line, also through the functions of asyncio that await for others."""
    found = find_awaited(failure_of(tmp_path, SOURCE.format(line)))
    assert found is not None
    assert found.text == text
    assert found.kind in ("int", "")


def test_other_errors_are_not_about_awaiting(tmp_path: Path) -> None:
    """Another TypeError, and another error with this text, are left alone."""
    assert find_awaited(failure_of(tmp_path, "def test_it():\n    len(5)")) is None
    text = "object int can't be used in 'await' expression"
    assert find_awaited(failure_of(tmp_path, f'def test_it():\n    raise ValueError("{text}")')) is None
    alone = find_awaited(failure_of(tmp_path, f'def test_it():\n    raise TypeError("{text}")'))
    assert alone is not None
    assert alone.text == ""
    assert alone.call is None


def test_one_of_many_is_not_guessed(tmp_path: Path) -> None:
    """What a star hands to `gather()` has no expression of its own."""
    found = find_awaited(failure_of(tmp_path, SOURCE.format("jobs = [5]\n    await asyncio.gather(*jobs)")))
    assert found is not None
    assert found.node is None
    assert found.kind == ""
