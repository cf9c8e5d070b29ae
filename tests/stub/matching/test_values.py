from __future__ import annotations

import re
from typing import Any

import pytest
from dirty_equals import IsInt, IsPartialDict

from asyncproof.stub.matching.values import differences, same, shown


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (1, 1),
        (..., object()),
        (re.compile(r"\d+"), "12"),
        (IsInt, 3),
        (IsPartialDict(a=1), {"a": 1, "b": 2}),
        ({"a": ..., "b": [re.compile("x"), IsInt]}, {"a": None, "b": ["x", 1]}),
        ((1, 2), [1, 2]),
    ],
)
def test_values_that_are_as_expected(expected: Any, got: Any) -> None:
    """Equality, patterns, anything, and whatever compares equal, at every depth."""
    assert list(differences(expected, got)) == []


@pytest.mark.parametrize(
    ("expected", "got", "told"),
    [
        (1, 2, ["value: expected 1, got 2"]),
        (re.compile("a"), 1, ["value: expected /a/, got 1"]),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, ["a.b: expected 1, got 2"]),
        ({"a": 1}, {"b": 1}, ["a: expected 1, not there", "b: not expected, got 1"]),
        ([1, 2], [1, 3], ["[1]: expected 2, got 3"]),
        ([1], [1, 2], ["value: expected [1], got [1, 2]"]),
        ("ab", ["a", "b"], ["value: expected 'ab', got ['a', 'b']"]),
        (
            {"a": [{"b": 1}]},
            {"a": [{"c": 1}]},
            ["a[0].b: expected 1, not there", "a[0].c: not expected, got 1"],
        ),
    ],
)
def test_values_that_differ(expected: Any, got: Any, told: list[str]) -> None:
    """The innermost places that differ are told, each with both values."""
    assert list(differences(expected, got)) == told


def test_long_values_are_cut() -> None:
    """A message shows the beginning of what is long."""
    assert shown("x" * 200).endswith("x…")
    assert len(shown("x" * 200)) == 80
    assert not same(re.compile("a"), "b")
