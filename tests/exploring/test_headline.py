from __future__ import annotations

import linecache

import pytest

from asyncproof.exploring.headline import headline


def test_a_message_is_told() -> None:
    """The kind of the error and what it says."""
    assert headline(ValueError("no")) == "ValueError: no"
    assert headline(ValueError()) == "ValueError"


def test_a_bare_assert_is_told_by_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a message it is the text of the line that failed, and its place."""
    monkeypatch.setitem(linecache.cache, "bare.py", (1, None, ["assert 1 > 2\n"], "bare.py"))
    with pytest.raises(AssertionError) as failed:
        exec(compile("assert 1 > 2", "bare.py", "exec"))
    assert headline(failed.value) == "AssertionError: assert 1 > 2  (bare.py:1)"


def test_a_group_is_told_with_what_is_in_it() -> None:
    """The first error is named, whatever groups it is in, and how many others there are."""

    class SeveralError(Exception):
        """As Python's own, which 3.10 has not."""

        def __init__(self, message: str, *exceptions: Exception) -> None:
            self.message, self.exceptions = message, exceptions

    assert headline(SeveralError("two", ValueError("no"))) == "SeveralError: two: ValueError: no"
    inner = SeveralError("inner", KeyError("a"), ValueError("b"))
    assert (
        headline(SeveralError("outer", inner, ValueError("c")))
        == "SeveralError: outer (first of 3): KeyError: 'a'"
    )
    assert headline(SeveralError("empty")) == "SeveralError: empty"
