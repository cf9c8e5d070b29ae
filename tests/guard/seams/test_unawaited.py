from __future__ import annotations

import warnings

import pytest

from asyncproof.guard.seams import unawaited


async def fetch() -> None:
    """Do nothing."""


def test_hears_of_each_coroutine_that_dies_unawaited() -> None:
    """The coroutine itself is shown, and Python's own warning follows."""
    heard: list[str] = []

    def hear(coroutine: object) -> bool:
        heard.append(getattr(coroutine, "__name__", ""))
        return False

    session = object()
    unawaited.listen(session, hear)
    try:
        with pytest.warns(RuntimeWarning, match="coroutine 'fetch' was never awaited"):
            fetch()
    finally:
        unawaited.forget(session)
    assert heard == ["fetch"]


def test_who_takes_it_takes_the_warning_too() -> None:
    """A coroutine that will fail its test needs no second word."""
    session = object()
    unawaited.listen(session, lambda _: False)
    unawaited.listen(session, lambda _: True)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            fetch()
    finally:
        unawaited.forget(session)
        unawaited.forget(session)
    assert not caught


def test_a_run_inside_a_run_hears_alone() -> None:
    """The listeners around it hear again when it is over, and with the last one everything is put back."""
    original = vars(warnings)[unawaited.NAME]
    heard: list[str] = []
    outer, inner = object(), object()
    unawaited.listen(outer, lambda _: heard.append("outer") is None)
    unawaited.listen(inner, lambda _: heard.append("inner") is None)
    fetch()
    unawaited.forget(inner)
    fetch()
    unawaited.forget(outer)
    assert heard == ["inner", "outer"]
    assert vars(warnings)[unawaited.NAME] is original


def test_where_python_has_no_such_function_none_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is heard then, and nothing is put back."""
    monkeypatch.delattr(warnings, unawaited.NAME)
    session = object()
    unawaited.listen(session, lambda _: True)
    assert not hasattr(warnings, unawaited.NAME)
    unawaited.forget(session)
    assert not hasattr(warnings, unawaited.NAME)
