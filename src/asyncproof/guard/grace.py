"""A few more turns for a loop at its end: what needs no more than that has not been left behind."""

from __future__ import annotations

import sys
from asyncio import _get_running_loop
from contextlib import suppress
from typing import TYPE_CHECKING

from asyncproof.guard.pending import forget_tasks_of

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

TURNS = 20
"""Enough for a cancelled task to run through its clean-up, and for bytes to pass the loopback device."""


def is_interrupted() -> bool:
    """Say whether Ctrl-C or `sys.exit()` ends the loop: its runner clears away what was under way then."""
    return isinstance(sys.exc_info()[1], KeyboardInterrupt | SystemExit)


def may_turn(loop: AbstractEventLoop) -> bool:
    """Say whether this thread could run the loop now."""
    return not loop.is_closed() and not loop.is_running() and _get_running_loop() is None


def let_turn(loop: AbstractEventLoop, turns: int = TURNS) -> None:
    """Run what is ready on a loop, without waiting for anything."""
    if not may_turn(loop):
        return
    forget_tasks_of(loop)  # there may be others after it
    left = turns

    def count() -> None:
        nonlocal left
        left -= 1
        if left > 0:
            loop.call_soon(count)
        else:
            loop.stop()

    loop.call_soon(count)
    # What a task does to the loop now is no longer the test's result; only Ctrl-C is the user's word.
    with suppress(Exception, SystemExit):
        loop.run_forever()
