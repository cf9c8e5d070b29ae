from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

from asyncproof.guard.preparing import is_preparing


def test_a_wider_fixture_prepares_itself_by_way_of_helpers() -> None:
    """What its own function calls belongs to it; the same call for a test does not."""

    def helper(owner: Any) -> bool:
        frame = sys._getframe()
        assert frame.f_back is not None
        return is_preparing([frame, frame.f_back], owner)

    def fixture(owner: Any) -> bool:
        return helper(owner)

    wide: Any = SimpleNamespace(is_wide=True, functions=lambda: [fixture])
    narrow: Any = SimpleNamespace(is_wide=False, functions=lambda: [fixture])
    assert fixture(wide)
    assert not fixture(narrow)
    assert not fixture(None)
    other: Any = SimpleNamespace(is_wide=True, functions=lambda: [test_nothing])
    assert not fixture(other)


def test_nothing() -> None:
    """A fixture's function that is not at work does not count."""
