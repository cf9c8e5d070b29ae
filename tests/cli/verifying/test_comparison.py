from __future__ import annotations

from asyncproof.cli.verifying.comparison import compared
from asyncproof.cli.verifying.running import Ran


def test_only_what_has_changed_is_told() -> None:
    """With the reason where a test is red now, and all the others as a number."""
    before = Ran({"a": "passed", "b": "failed", "c": "passed", "d": "skipped", "f": "failed"})
    after = Ran(
        {"a": "failed", "b": "passed", "c": "passed", "d": "skipped", "e": "passed"}, {"a": "x" * 200}
    )
    assert list(compared(before, after)) == [
        "verify: passed -> failed  a: it told the truth for the first time",
        f"    {'x' * 97}...",
        "verify: failed -> passed  b",
        "verify: not there -> passed  e",
        "verify: failed -> not there  f",
        "verify: 4 tests ended otherwise than before, 2 as before",
    ]


def test_an_error_is_red_too() -> None:
    """As one of a fixture; one that was red before told the truth already."""
    lines = list(
        compared(Ran({"a": "passed", "b": "failed"}), Ran({"a": "error", "b": "error"}, {"a": "why"}))
    )
    assert lines == [
        "verify: passed -> error  a: it told the truth for the first time",
        "    why",
        "verify: failed -> error  b",
        "verify: 2 tests ended otherwise than before, 0 as before",
    ]


def test_a_second_run_that_could_not_be_is_told() -> None:
    """As after a fix that makes a test hang."""
    assert list(compared(Ran({"a": "passed"}), Ran(trouble="too long"))) == [
        "verify: the tests could not be run again: too long"
    ]
