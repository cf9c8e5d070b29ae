from __future__ import annotations

import sys
from typing import Any

import pytest

from asyncproof.guard.seams.trouble import tell_trouble


def test_tells_where_python_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hook for errors that nobody can catch gets the error and where it came up."""
    told: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    problem = ValueError("no")
    tell_trouble(problem, "socket.__new__")
    assert [(one.exc_value, one.object, one.exc_type) for one in told] == [
        (problem, "socket.__new__", ValueError)
    ]
    assert "asyncproof" in told[0].err_msg
