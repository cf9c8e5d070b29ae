"""Which wall clock is active: at most one, because the names it stands behind exist once in a process."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from asyncproof.core import UsageError

if TYPE_CHECKING:
    from asyncproof.loop.wallclock.clock import WallClock

active: WallClock | None = None
"""Every stand-in asks this first, so that with None each of them is what it stands for."""

_claims = threading.Lock()


def claim(clock: WallClock) -> None:
    """Make this clock the active one, or say that there is one already."""
    global active  # noqa: PLW0603 - there is one per process, as there is one `time` module
    with _claims:
        if active is not None:
            raise UsageError(
                "wall_clock() was entered while another wall clock is active in this process, and there can "
                "be only one. Use one around both blocks, or leave the first block before the second."
            )
        active = clock


def release(clock: WallClock) -> bool:
    """Let no clock be active if this one is, and say whether it was."""
    global active  # noqa: PLW0603 - as in claim
    with _claims:
        if active is not clock:
            return False
        active = None
        return True
