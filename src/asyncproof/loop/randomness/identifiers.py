"""Stand-ins for the UUIDs that tell the time: they tell the time since the run began, and draw the rest."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from asyncproof.loop.randomness import state

if TYPE_CHECKING:
    from asyncproof.loop.randomness.streams import Randomness

UUID1 = uuid.uuid1
UUID6: Any = getattr(uuid, "uuid6", None)
UUID7: Any = getattr(uuid, "uuid7", None)
"""Python 3.14 brought versions 6 and 7."""

# 2026-01-01, which every run takes for its beginning: in 100 ns since 1582, and in ms since 1970.
_FIRST_TICK = 17_672_256_000_000_000 + 0x01B21DD213814000
_FIRST_MILLISECOND = 1_767_225_600_000
_MULTICAST = 1 << 40  # says that a node is no network card


def uuid1(node: int | None = None, clock_seq: int | None = None) -> uuid.UUID:
    """Stand in for `uuid.uuid1`."""
    active = state.active
    if active is None:
        return UUID1(node, clock_seq)
    tick = _FIRST_TICK + active.count("tick")
    sequence, node = _origin(active, node, clock_seq)
    high = tick >> 48 & 0x0FFF
    fields = (tick & 0xFFFFFFFF, tick >> 32 & 0xFFFF, high, sequence >> 8, sequence & 0xFF, node)
    return _numbered(uuid.UUID(fields=fields).int, version=1)


def uuid6(node: int | None = None, clock_seq: int | None = None) -> uuid.UUID:
    """Stand in for `uuid.uuid6`."""
    active = state.active
    if active is None:
        return UUID6(node, clock_seq)  # type: ignore[no-any-return] # a UUID, on Pythons that have it
    tick = _FIRST_TICK + active.count("tick")
    sequence, node = _origin(active, node, clock_seq)
    return _numbered(tick >> 12 << 80 | (tick & 0x0FFF) << 64 | sequence << 48 | node, version=6)


def uuid7() -> uuid.UUID:
    """Stand in for `uuid.uuid7`."""
    active = state.active
    if active is None:
        return UUID7()  # type: ignore[no-any-return] # as above
    millisecond = _FIRST_MILLISECOND + active.count("millisecond")
    return _numbered(millisecond << 80 | active.number("uuid7", 10), version=7)


def _origin(active: Randomness, node: int | None, clock_seq: int | None) -> tuple[int, int]:
    sequence = active.number("clock_seq", 2) if clock_seq is None else clock_seq
    node = active.number("node", 6) | _MULTICAST if node is None else node
    return sequence & 0x3FFF, node


def _numbered(value: int, *, version: int) -> uuid.UUID:
    # By hand, because UUID(version=...) knows 6 and later only since Python 3.14.
    return uuid.UUID(int=value & ~(0xF << 76 | 0x3 << 62) | version << 76 | 0x2 << 62)
