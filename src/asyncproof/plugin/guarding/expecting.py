"""Tells the guards of expected errors that came, and of assertions that fail.

Seams: `__exit__` of `pytest.RaisesExc` and of unittest's `assertRaises`, as long as the tests run; and two
functions that are called for a failed assertion alone, to make its message: `_format_explanation` in
pytest's assertion rewriting (8.4 to 9.2 looked at) and `TestCase._formatMessage`. Where a name is missing,
less is heard.
"""

from __future__ import annotations

import unittest
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar
from unittest import case

import pytest
from _pytest.assertion import rewrite

from asyncproof.core.frames import frame_above
from asyncproof.guard.expectation import Expectation

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from asyncproof.guard import Session


class Expecting:
    """Listens while the tests run; a run inside a run has its own."""

    _stack: ClassVar[list[Session]] = []
    _originals: ClassVar[list[tuple[Any, str, Any]]] = []

    def __init__(self, session: Session, *, with_passes: bool) -> None:
        """Take the session; *with_passes* says that pytest makes messages for assertions that pass, too."""
        self._session = session
        self._with_passes = with_passes

    def pytest_runtestloop(self) -> None:
        """Begin to listen."""
        if not self._stack:
            _replace(getattr(pytest, "RaisesExc", None), "__exit__", _around_raises)
            _replace(getattr(case, "_AssertRaisesContext", None), "__exit__", _around_assert_raises)
            _replace(unittest.TestCase, "_formatMessage", _around_message)
            if not self._with_passes:
                _replace(rewrite, "_format_explanation", _around_explanation)
        self._stack.append(self._session)

    def pytest_unconfigure(self) -> None:
        """Listen no longer."""
        if self._session in self._stack:
            self._stack.remove(self._session)
        if not self._stack:
            while self._originals:
                place, name, original = self._originals.pop()
                setattr(place, name, original)


def _replace(place: Any, name: str, build: Callable[[Any], Any]) -> None:
    original = getattr(place, name, None)
    if original is not None:
        Expecting._originals.append((place, name, original))  # noqa: SLF001 - our own
        setattr(place, name, build(original))


def _caught(spelled: str, expected: Any, is_precise: bool, error: BaseException, frame: FrameType) -> None:  # noqa: FBT001 - a pair of facts, and two callers
    kinds = expected if isinstance(expected, tuple) else (expected,)
    Expecting._stack[-1].expected(Expectation(spelled, kinds, is_precise, error, frame))  # noqa: SLF001 - our own


def _around_raises(original: Callable[..., bool]) -> Callable[..., bool]:
    @wraps(original)
    def __exit__(self: Any, *caught: Any) -> bool:  # noqa: N807 - it stands in for one
        __tracebackhide__ = True
        is_met = original(self, *caught)
        if is_met and caught[1] is not None:
            is_precise = self.match is not None or self.check is not None
            _caught("pytest.raises", self.expected_exceptions, is_precise, caught[1], frame_above(1))
        return is_met

    return __exit__


def _around_assert_raises(original: Callable[..., bool]) -> Callable[..., bool]:
    @wraps(original)
    def __exit__(self: Any, *caught: Any) -> bool:  # noqa: N807 - it stands in for one
        __tracebackhide__ = True
        is_met = original(self, *caught)
        if is_met and caught[1] is not None:
            is_precise = self.expected_regex is not None
            error = caught[1].with_traceback(caught[2])
            _caught("assertRaises", self.expected, is_precise, error, frame_above(1))
            error.with_traceback(None)
        return is_met

    return __exit__


def _around_explanation(original: Callable[[str], str]) -> Callable[[str], str]:
    def format_explanation(explanation: str) -> str:
        Expecting._stack[-1].assertion_failed(frame_above(1))  # noqa: SLF001 - our own, and our caller
        return original(explanation)

    return format_explanation


def _around_message(original: Callable[..., str]) -> Callable[..., str]:
    @wraps(original)
    def _formatMessage(self: Any, *args: Any, **kwargs: Any) -> str:  # noqa: N802 - it stands in for one
        frame: FrameType | None = frame_above(1)
        while frame is not None and frame.f_globals.get("__unittest"):
            frame = frame.f_back
        if frame is not None:
            Expecting._stack[-1].assertion_failed(frame)  # noqa: SLF001 - our own
        return original(self, *args, **kwargs)

    return _formatMessage
