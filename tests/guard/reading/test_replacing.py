from __future__ import annotations

import json
from unittest.mock import AsyncMock, MagicMock

import pytest

from asyncproof.guard.reading.replacing import describe_stand_in, is_a_librarys_own


async def no_sleep() -> None:
    """Stand in for a sleep."""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (no_sleep, "`no_sleep`"),
        (MagicMock(), "a `MagicMock`"),
        (AsyncMock(), "an `AsyncMock`"),
        (3, "an `int`"),
        (ValueError, "`ValueError`"),
    ],
)
def test_stand_ins_are_described(value: object, text: str) -> None:
    """By their name, or by what they are."""
    assert describe_stand_in(value) == text


def test_names_are_those_that_people_use() -> None:
    """`<locals>` says nothing to anybody."""

    def inner() -> None:
        pass

    assert describe_stand_in(inner) == "`test_names_are_those_that_people_use.inner`"


def test_whose_is_it() -> None:
    """Functions of installed libraries are theirs; the user's are not, and neither are mocks."""
    assert is_a_librarys_own(json.loads)
    assert not is_a_librarys_own(no_sleep)
    assert not is_a_librarys_own(MagicMock())
    assert not is_a_librarys_own(MagicMock)
