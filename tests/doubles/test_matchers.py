from __future__ import annotations

import pytest

from asyncproof import anything, matching
from asyncproof.doubles.matchers import are_equal, is_equal


class Sour:
    def __eq__(self, other: object) -> bool:
        raise ValueError("which of them?")

    __hash__ = None


def test_anything_is_equal_to_all() -> None:
    """It stands for any argument, and says so."""
    assert is_equal(anything, None)
    assert repr(anything) == "anything"
    assert hash(anything) == hash(anything)


def test_matching_asks_a_function_or_compares() -> None:
    """A function decides; all else is compared as it is."""
    positive = matching(lambda number: number > 0)
    assert is_equal(positive, 1)
    assert not is_equal(positive, -1)
    assert not is_equal(positive, "x")
    assert matching(3) == 3
    assert repr(positive) == "matching(<lambda>)"
    assert hash(positive) == hash(positive)


def test_dirty_equals() -> None:
    """Libraries of values that are equal to many work as they are."""
    positive = pytest.importorskip("dirty_equals").IsPositiveInt
    assert is_equal(positive, 3)
    assert not is_equal(positive, -3)


def test_what_cannot_be_compared_is_not_equal() -> None:
    """Only the very same object is equal to one that does not say."""
    sour = Sour()
    assert is_equal(sour, sour)
    assert not is_equal(Sour(), sour)
    assert are_equal({"a": 1}, {"a": 1, "b": 2})
