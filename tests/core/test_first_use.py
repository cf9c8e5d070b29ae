from __future__ import annotations

import pytest

from asyncproof.core import first_use as module
from asyncproof.core.first_use import await_first_use, first_use, forget_first_use


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with nobody who waits."""
    monkeypatch.setattr(module, "_waiting", [])


def test_who_waits_is_told_once() -> None:
    """The first use of a part is told to the last who waits for it; the second to the one before."""
    told: list[str] = []
    await_first_use("doubles", lambda: told.append("outer"))
    await_first_use("doubles", lambda: told.append("inner"))
    await_first_use("other", lambda: told.append("other"))
    first_use("doubles")
    assert told == ["inner"]
    first_use("doubles")
    first_use("doubles")
    assert told == ["inner", "outer"]


def test_who_waits_no_longer_is_not_told() -> None:
    """A run that has ended hears nothing."""
    told: list[str] = []

    def tell() -> None:
        told.append("too late")

    await_first_use("doubles", tell)
    forget_first_use(tell)
    first_use("doubles")
    assert told == []
