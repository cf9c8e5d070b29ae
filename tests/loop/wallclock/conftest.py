"""What the tests of the wall clock share."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.loop.wallclock.hands import Hands


@pytest.fixture
def hands() -> Hands:
    """The loop's time at its origin."""
    return Hands()


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Local time is that of Berlin."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
