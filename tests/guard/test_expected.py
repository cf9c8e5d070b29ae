from __future__ import annotations

import warnings
from typing import Any

import pytest

from asyncproof.guard.expected import display, is_expected

TEXT = "coroutine 'fetch' was never awaited"


def asked(before: Any) -> bool:
    """Ask about the warning that the guards ask about."""
    return is_expected(TEXT, RuntimeWarning, before)


def test_nobody_waits_for_it() -> None:
    """Where nothing has changed, nobody records it."""
    assert not asked(display())
    assert not asked(None)


def test_a_recorder_waits_for_it() -> None:
    """Whoever records warnings looks at them, too."""
    before = display()
    with warnings.catch_warnings(record=True):
        assert asked(before)
    assert not asked(before)


def test_a_function_that_shows_warnings_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """So does who replaces what shows them."""
    before = display()
    monkeypatch.setattr(warnings, "showwarning", lambda *_, **__: None)
    assert asked(before)


def test_pytest_says_what_it_waits_for() -> None:
    """`pytest.warns` waits for its own kinds and words, and for nothing else."""
    before = display()
    answers: list[bool] = []

    def ask_and_warn(text: str, kind: type[Warning]) -> None:
        answers.append(asked(before))
        warnings.warn(text, kind, stacklevel=1)

    with pytest.warns(RuntimeWarning, match="fetch"):
        ask_and_warn(TEXT, RuntimeWarning)
    with pytest.warns(RuntimeWarning, match="other"):
        ask_and_warn("other", RuntimeWarning)
    with pytest.warns(DeprecationWarning, match="old"):
        ask_and_warn("old", DeprecationWarning)
    assert answers == [True, False, False]


def test_a_filter_by_its_words() -> None:
    """Who ignores the message by its words knows of it; who ignores all of its kind does not."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=RuntimeWarning)
        assert not asked(None)
        warnings.filterwarnings("ignore", message="coroutine 'other'", category=RuntimeWarning)
        assert not asked(None)
        warnings.filterwarnings("ignore", message="coroutine 'fetch'", category=RuntimeWarning)
        assert asked(None)
