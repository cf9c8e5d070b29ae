from __future__ import annotations

import sys
import unittest.mock
from contextlib import suppress
from typing import Any
from unittest.mock import patch

import pytest

from asyncproof.guard.seams import patches

SESSION = object()
"""Who listens."""


class Target:
    """Has something to patch."""

    value = 1


def test_tells_of_each_end_and_puts_everything_back() -> None:
    """The stand-in and the original are told while both are there."""
    kind = vars(unittest.mock)[patches.CLASS]
    before = kind.__exit__
    heard: list[tuple[Any, Any, Any]] = []

    def hear(*what: Any) -> None:
        heard.append(what)

    assert patches.listen(SESSION, hear)
    try:
        with patch.object(Target, "value", 2):
            assert Target.value == 2
        patcher = patch.object(Target, "value", 3)
        patcher.start()
        patcher.stop()
    finally:
        patches.forget(SESSION)
    assert heard == [(2, 1, Target), (3, 1, Target)]
    assert kind.__exit__ is before
    assert Target.value == 1


def test_an_error_passes_without_a_frame_of_ours() -> None:
    """Who reads a traceback sees nothing of it."""

    def hear(*_: Any) -> None:
        """Do nothing."""

    assert patches.listen(SESSION, hear)
    try:
        with pytest.raises(ValueError, match="mine") as caught, patch.object(Target, "value", 2):
            raise ValueError("mine")
    finally:
        patches.forget(SESSION)
    assert len(caught.traceback) == 1


def test_without_mocks_there_is_nothing_to_hear(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is imported for it."""
    monkeypatch.delitem(sys.modules, patches.MODULE)
    assert not patches.listen(SESSION, lambda *_: None)
    patches.forget(SESSION)


def test_an_error_of_who_hears_is_not_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    """The patch ends as it should, and the error is told where nobody's code stands."""
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda trouble: told.append(trouble.exc_value))

    def hear(*_: Any) -> None:
        raise LookupError("ours")

    assert patches.listen(SESSION, hear)
    try:
        with patch.object(Target, "value", 2):
            pass
    finally:
        patches.forget(SESSION)
    assert Target.value == 1
    assert [str(error) for error in told] == ["ours"]


def test_a_patch_that_ends_without_having_begun_is_none() -> None:
    """Python has its own word for it until 3.13, and none since; nothing is told."""
    heard: list[Any] = []

    def hear(*what: Any) -> None:
        heard.append(what)

    assert patches.listen(SESSION, hear)
    try:
        with suppress(AttributeError, RuntimeError):
            patch.object(Target, "value", 2).__exit__(None, None, None)
    finally:
        patches.forget(SESSION)
    assert not heard


def test_several_may_listen() -> None:
    """All of one session are told; those of a session around it are not, until that has ended."""
    outer, inner = object(), object()
    heard: list[str] = []

    def hears(name: str) -> Any:
        return lambda *_: heard.append(name)

    assert patches.listen(outer, hears("outer"))
    assert patches.listen(inner, hears("first"))
    assert patches.listen(inner, hears("second"))
    try:
        with patch.object(Target, "value", 2):
            pass
        assert heard == ["first", "second"]
    finally:
        patches.forget(inner)
        with patch.object(Target, "value", 2):
            pass
        patches.forget(outer)
    assert heard == ["first", "second", "outer"]
