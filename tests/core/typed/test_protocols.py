from __future__ import annotations

from typing import Protocol, SupportsInt

from asyncproof.core.typed.protocols import is_protocol, members_of, missing_in
from tests.doubles.shop import Clock


class Wider(Clock, Protocol):
    def stop(self) -> None: ...


class Watch:
    zone = "UTC"

    def now(self) -> float:
        return 0

    def __getattr__(self, name: str) -> object:
        if name == "ticks":
            return None
        raise AttributeError(name)


def test_members() -> None:
    """A Protocol asks for its methods and attributes, and for those of the ones that it extends."""
    assert members_of(Clock) == {"zone", "now", "ticks"}
    assert members_of(Wider) == {"zone", "now", "ticks", "stop"}
    assert members_of(SupportsInt) == {"__int__"}


def test_what_is_missing() -> None:
    """A value has what stands in its class, and what it answers for."""
    assert missing_in(Watch(), members_of(Clock)) == []
    assert missing_in(3, ["now"]) == ["now"]


def test_who_is_a_protocol() -> None:
    """A class that keeps to a Protocol is none."""
    assert is_protocol(Clock)
    assert not is_protocol(type("Real", (Clock,), {}))
    assert not is_protocol(3)
