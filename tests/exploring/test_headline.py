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
