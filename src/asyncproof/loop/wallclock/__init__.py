"""The wall clock of a test: `time` and `datetime`, as the user's code sees them, follow the loop's clock."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from asyncproof.loop.usercode import Ownership
from asyncproof.loop.wallclock import rivals

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import datetime

    from asyncproof.core import Instant

__all__ = ["wall_clock"]


@contextmanager
def wall_clock(
    now_ns: Callable[[], Instant],
    *,
    start: datetime | str | None = None,
    also: Collection[str] = (),
) -> Iterator[None]:
    """Let the user's code see the loop's time wherever it asks Python for the time.

    *now_ns* is the loop's time, which `time.monotonic` and `time.perf_counter` then show as it is, while
    `time.time` and `datetime.now` show *start* (a datetime or its ISO form; without it the real time) plus
    what has passed since the block was entered. The user's code is all that is neither the standard library
    nor installed; *also* names installed packages to count as the user's. Everything is put back at the end
    of the block, whatever happens.
    """
    rivals.refuse()
    # Only now: these remember `time` and `datetime` as they find them, which a rival may have replaced.
    from asyncproof.loop.wallclock import installation  # noqa: PLC0415 - as said above
    from asyncproof.loop.wallclock.clock import WallClock  # noqa: PLC0415 - as said above

    clock = WallClock(now_ns, start=start, ownership=Ownership(also=also))
    try:
        installation.install(clock)
        yield
    finally:
        installation.remove(clock)
