from __future__ import annotations

import os
import sys
from collections.abc import Callable

import pytest

from asyncproof.guard.seams import audit

EVENT = "asyncproof.test"


def test_listeners_hear_what_they_asked_for() -> None:
    """Each hears the arguments of its event, and nothing else."""
    heard: list[tuple[object, ...]] = []
    audit.listen({EVENT: (heard.append,)})
    try:
        sys.audit(EVENT, 1, "two")
        sys.audit(f"{EVENT}.other")
    finally:
        audit.forget()
    sys.audit(EVENT, 3)
    assert heard == [(1, "two")]


def test_the_last_one_hears_alone() -> None:
    """A run inside a run has its own listeners, and those around it hear again when it is over."""
    outer: list[tuple[object, ...]] = []
    inner: list[tuple[object, ...]] = []
    audit.listen({EVENT: (outer.append,)})
    audit.listen({EVENT: (inner.append,)})
    sys.audit(EVENT, "inner")
    audit.forget()
    sys.audit(EVENT, "outer")
    audit.forget()
    assert (outer, inner) == ([("outer",)], [("inner",)])


def test_a_listener_that_fails_harms_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's call goes on, and the problem is told as Python tells of problems that nobody can catch."""
    told: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda trouble: told.append(trouble.err_msg))

    def fail(_: tuple[object, ...]) -> None:
        raise RuntimeError

    audit.listen({"os.putenv": (fail,)})
    try:
        monkeypatch.setenv("ASYNCPROOF_TEST", "set")
    finally:
        audit.forget()
    assert os.environ["ASYNCPROOF_TEST"] == "set"
    assert told == ["Exception ignored in a guard of asyncproof"]


def test_one_that_fails_where_python_tells_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Python's own hook takes no word of others, and the user's call goes on all the same."""
    monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)

    def fail(_: tuple[object, ...]) -> None:
        raise RuntimeError("lost")

    audit.listen({EVENT: (fail,)})
    try:
        audit._hear(EVENT, ())
    finally:
        audit.forget()
    assert (
        capsys.readouterr().err
        == f"Exception ignored in a guard of asyncproof: {EVENT}: {RuntimeError('lost')!r}\n"
    )


@pytest.mark.parametrize("tell", [sys.audit, lambda event, *arguments: audit._hear(event, arguments)])
def test_one_that_fails_is_told_of_with_its_event(
    monkeypatch: pytest.MonkeyPatch, tell: Callable[..., None]
) -> None:
    """Those before it have heard; the error itself and where it came up are told."""
    told: list[object] = []
    heard: list[tuple[object, ...]] = []
    monkeypatch.setattr(
        sys, "unraisablehook", lambda trouble: told.extend([trouble.exc_value, trouble.object])
    )
    error = RuntimeError("of a guard")

    def fail(_: tuple[object, ...]) -> None:
        raise error

    audit.listen({EVENT: (heard.append, fail, heard.append), f"{EVENT}.other": (heard.append,)})
    try:
        tell(EVENT, 1)
        tell(f"{EVENT}.other", 2)
        tell(f"{EVENT}.nobodys", 3)
    finally:
        audit.forget()
    assert heard == [(1,), (2,)]
    assert told == [error, EVENT]
