"""One wall clock: where it starts, how far it has come, and who may see it."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from asyncproof.core import UsageError
from asyncproof.loop.wallclock import rivals

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.core import Instant
    from asyncproof.loop.usercode import Ownership

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MICROSECOND = timedelta(microseconds=1)
# Taken now, so that a clock made while another is active still starts at the real time.
_REAL_TIME_NS = time.time_ns


class WallClock:
    """Shows the loop's time as the time of day (`wall_ns`) and as it is (`steady_ns`)."""

    def __init__(
        self, now_ns: Callable[[], Instant], *, start: datetime | str | None, ownership: Ownership
    ) -> None:
        """Start at *start* at this very moment of the loop's time."""
        self.steady_ns = now_ns
        self.ownership = ownership
        self._start_ns = _REAL_TIME_NS() if start is None else _ns_since_epoch(_parsed(start))
        self._entered = now_ns()

    def wall_ns(self) -> int:
        """Return the time of day as nanoseconds since the epoch."""
        rivals.refuse()
        return self._start_ns + self.steady_ns() - self._entered


def _parsed(start: datetime | str) -> datetime:
    if isinstance(start, datetime):
        return start
    if not isinstance(start, str):
        raise _bad_start(start)
    try:
        # Python 3.10 does not read the Z that the others do.
        return datetime.fromisoformat(start[:-1] + "+00:00" if start.endswith(("Z", "z")) else start)
    except ValueError:
        raise _bad_start(start) from None


def _bad_start(start: object) -> UsageError:
    return UsageError(
        f"wall_clock(start={start!r}) is no point in time. "
        'Give a datetime or its ISO form, such as "2026-01-01T00:00:00+00:00".'
    )


def _ns_since_epoch(moment: datetime) -> int:
    try:
        aware = moment.astimezone(timezone.utc)  # without a time zone: local time, as everywhere in Python
    except (OverflowError, OSError, ValueError):
        raise _bad_start(moment) from None
    return (aware - _EPOCH) // _MICROSECOND * 1000
