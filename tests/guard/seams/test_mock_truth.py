from __future__ import annotations

import sys
import unittest.mock
from typing import Any
from unittest.mock import MagicMock

import pytest

from asyncproof.guard.seams import mock_truth


def test_tells_who_asks_and_puts_everything_back() -> None:
    """Each mock is told once, with the frame that asks; the answer is what it always was."""
    before = vars(unittest.mock)[mock_truth.TABLE]
    heard: list[tuple[Any, str]] = []

    def hear(mock: Any, frame: Any) -> None:
        heard.append((mock, frame.f_code.co_name))

    mock = MagicMock()
    assert mock_truth.listen(hear)
    try:
        assert bool(mock) is True
        assert bool(mock) is True
        assert len(mock) == 0
    finally:
        mock_truth.forget(hear)
    assert [(one is mock, name) for one, name in heard] == [
        (True, "test_tells_who_asks_and_puts_everything_back")
    ]
    assert vars(unittest.mock)[mock_truth.TABLE] is before


def test_a_mock_that_was_told_is_not_asked() -> None:
    """Who says whether a mock is true knows of it."""
    heard: list[Any] = []
    mock = MagicMock()
    mock.__bool__.return_value = False
    assert mock_truth.listen(lambda *_: heard.append(1))
    hear = mock_truth._stack[-1][0]
    try:
        assert not mock
    finally:
        mock_truth.forget(hear)
    assert not heard


def test_without_mocks_there_is_nothing_to_hear(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is imported for it."""
    monkeypatch.delitem(sys.modules, mock_truth.MODULE)
    assert not mock_truth.listen(lambda *_: None)
    mock_truth.forget(lambda *_: None)


def test_an_error_of_who_hears_is_not_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mock answers as ever, and the error is told where nobody's code stands."""
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda trouble: told.append(trouble.exc_value))

    def hear(*_: Any) -> None:
        raise LookupError("ours")

    assert mock_truth.listen(hear)
    try:
        assert MagicMock()
    finally:
        mock_truth.forget(hear)
    assert [str(error) for error in told] == ["ours"]


def test_who_only_reads_the_table_is_not_told_of() -> None:
    """Where no mock is asked, there is only the answer."""
    heard: list[Any] = []

    def hear(*what: Any) -> None:
        heard.append(what)

    assert mock_truth.listen(hear)
    try:
        assert vars(unittest.mock)[mock_truth.TABLE].get("__bool__") is True
    finally:
        mock_truth.forget(hear)
    assert not heard
