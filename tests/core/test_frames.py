from __future__ import annotations

import sys
from typing import NoReturn

import pytest

from asyncproof.core.frames import frame_above


def test_a_test_may_replace_what_python_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code that asks who has called it is tested so; ours goes on asking Python."""

    def unknown(_depth: int = 0) -> NoReturn:
        raise AttributeError

    monkeypatch.setattr(sys, "_getframe", unknown)
    assert frame_above(0).f_code.co_name == "test_a_test_may_replace_what_python_has"
