"""Puts the stand-ins where the user's code finds them, and takes every one of them away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.loop.usercode import Exchange
from asyncproof.loop.wallclock import classes, functions, imports, rivals, state

if TYPE_CHECKING:
    from asyncproof.loop.wallclock.clock import WallClock

_NAMES = Exchange(
    {
        **classes.PAIRS,
        **{functions.ORIGINALS[name]: functions.STAND_INS[name] for name in functions.ORIGINALS},
    }
)


def install(clock: WallClock) -> None:
    """Make this clock the active one and put the stand-ins in."""
    rivals.refuse()
    state.claim(clock)
    functions.put_in()
    imports.put_in()
    _NAMES.apply(clock.ownership.modules())


def remove(clock: WallClock) -> None:
    """Put everything back if this clock is the active one.

    With no active clock every stand-in behaves as its original, so from the first line on nothing is virtual
    any more. What follows can be done twice, and is, if an interrupt comes in between.
    """
    if not state.release(clock):
        return
    try:
        _put_back(clock)
    except BaseException:
        _put_back(clock)
        raise


def _put_back(clock: WallClock) -> None:
    imports.put_back()
    functions.put_back()
    _NAMES.undo(clock.ownership.modules())
