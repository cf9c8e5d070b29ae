"""How times are written in terminals."""

from __future__ import annotations

from datetime import timedelta


def spell(nanoseconds: int) -> str:
    """Write a time as people do: `2.5 s`, `0:03:20`, `4 days, 0:00:01`."""
    seconds = nanoseconds / 1e9
    if seconds < 60:  # noqa: PLR2004 - a minute
        return f"{seconds:.3g} s"
    return str(timedelta(seconds=round(seconds)))
