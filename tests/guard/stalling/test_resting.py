"""Claims about resting: it takes so long, and `time.sleep` is not asked."""

from __future__ import annotations

import sys
import time

import pytest

from asyncproof.guard.stalling.resting import rest


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_a_rest_takes_as_long_as_it_says(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    """On every system, whoever has replaced what others sleep with."""
    monkeypatch.setattr(time, "sleep", None)
    monkeypatch.setattr(sys, "platform", platform)
    begin = time.perf_counter()
    rest(0.001)
    assert time.perf_counter() - begin >= 0.0009
