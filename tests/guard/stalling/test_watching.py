from __future__ import annotations

from asyncproof.guard import Session
from asyncproof.guard.stalling.watchdog import Watchdog
from asyncproof.guard.stalling.watching import Watching, watchdog_of


class Both(Watching):
    """Looks on."""

    name = "both"
    group = "both"
    order = 1


def test_guards_of_one_run_share_one_watchdog() -> None:
    """It looks on from the first guard to the last."""
    session = Session(())
    first, second = Both(session), Both(session)
    first.run_begins()
    second.run_begins()
    dog = watchdog_of(session)
    assert dog is first.dog
    assert dog is second.dog
    first.run_ends()
    assert dog in Watchdog.active
    second.run_ends()
    assert dog not in Watchdog.active
