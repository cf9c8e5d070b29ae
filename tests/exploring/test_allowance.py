"""The word that says how far to explore."""

from __future__ import annotations

import pytest

from asyncproof.exploring.allowance import is_allowance, read_allowance


@pytest.mark.parametrize(
    ("word", "allowance"),
    [("200", (200, None)), (" 7 ", (7, None)), ("30s", (None, 30.0)), ("0.5s", (None, 0.5))],
)
def test_runs_or_seconds(word: str, allowance: object) -> None:
    """A bare number is of runs, one with an s is of seconds."""
    assert is_allowance(word)
    assert read_allowance(word) == allowance


@pytest.mark.parametrize("word", ["0", "0s", "0.0s"])
def test_nothing_is_no_allowance(word: str) -> None:
    """It has the form, so it is nobody's path; but no test can be explored with it."""
    assert is_allowance(word)
    assert read_allowance(word) is None


@pytest.mark.parametrize("word", ["", "tests", "30m", "-1", "1.5", "s", "2 s"])
def test_other_words(word: str) -> None:
    """Whatever else stands behind the option is not taken for a number."""
    assert not is_allowance(word)
    assert read_allowance(word) is None
