"""The word that says how far to explore."""

from __future__ import annotations

import pytest

from asyncproof.exploring.budget import is_budget, read_budget


@pytest.mark.parametrize(
    ("word", "budget"),
    [("200", (200, None)), (" 7 ", (7, None)), ("30s", (None, 30.0)), ("0.5s", (None, 0.5))],
)
def test_runs_or_seconds(word: str, budget: object) -> None:
    """A bare number is of runs, one with an s is of seconds."""
    assert is_budget(word)
    assert read_budget(word) == budget


@pytest.mark.parametrize("word", ["0", "0s", "0.0s"])
def test_nothing_is_no_budget(word: str) -> None:
    """It has the form, so it is nobody's path; but no test can be explored with it."""
    assert is_budget(word)
    assert read_budget(word) is None


@pytest.mark.parametrize("word", ["", "tests", "30m", "-1", "1.5", "s", "2 s"])
def test_other_words(word: str) -> None:
    """Whatever else stands behind the option is not taken for a number."""
    assert not is_budget(word)
    assert read_budget(word) is None
