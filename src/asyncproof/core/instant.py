"""Virtual instants and durations as integer nanoseconds, so that sums are exact and ties are real ties."""

from __future__ import annotations

from typing import TypeAlias

Instant: TypeAlias = int
"""A point in virtual time, or a distance between two, in nanoseconds."""

SECOND: Instant = 1_000_000_000


def from_seconds(seconds: float) -> Instant:
    """Turn seconds, as asyncio speaks of them, into the nearest instant."""
    if isinstance(seconds, int):
        return seconds * SECOND
    return round(seconds * 1e9)


def not_before(seconds: float) -> Instant:
    """Turn seconds into the first instant that is not earlier: no timer may fire before its time."""
    instant = from_seconds(seconds)
    return instant if instant / 1e9 >= seconds else instant + 1


def to_seconds(instant: Instant) -> float:
    """Turn an instant into the seconds that asyncio speaks of."""
    return instant / 1e9
