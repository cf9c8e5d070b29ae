"""Whether a run ends as it may: cancelled on purpose, or with an error that says that the outside has failed.

Who can't reach a host raises, and that is no bug. What is told of a run with a fault is what is wrong
whatever the outside does: an assertion that does not hold, a built-in error as `AttributeError` that speaks
of the code and not of the outside, a run that hangs, a task that died unseen or was left behind.
"""

from __future__ import annotations

import asyncio

from asyncproof.core import AsyncproofError

_OUTSIDE = (OSError, EOFError, asyncio.TimeoutError)
_INSIDE = (AssertionError, AsyncproofError)


def may_end_with(
    error: BaseException | None, *, cancelled: bool, failed: bool, limited: bool = False
) -> bool:
    """Say whether a run may end so, since somebody was cancelled on purpose, or something outside failed.

    `limited`: a time limit was over on purpose.
    """
    return is_cut_short(error, cancelled=cancelled, limited=limited) or (failed and is_of_outside(error))


def is_cut_short(error: BaseException | None, *, cancelled: bool, limited: bool) -> bool:
    """Say whether a run ended so because somebody was cancelled, or a time limit over: not by itself."""
    if isinstance(error, asyncio.CancelledError):
        return cancelled
    inner = getattr(error, "exceptions", None)  # as below
    if limited and isinstance(inner, tuple):
        return all(is_cut_short(one, cancelled=cancelled, limited=limited) for one in inner)
    return limited and isinstance(error, (TimeoutError, asyncio.TimeoutError))


def is_of_outside(error: BaseException | None) -> bool:
    """Say whether an error is of input or output, or of a class that a program or a library has made.

    `raise ValueError(...) from error` says where it comes from, and counts as what it comes from.
    """
    if not isinstance(error, Exception) or isinstance(error, _INSIDE):
        return False
    inner = getattr(error, "exceptions", None)  # an exception group, which Python has since 3.11
    if isinstance(inner, tuple):
        return all(map(is_of_outside, inner))
    if isinstance(error, _OUTSIDE) or type(error).__module__ != "builtins":
        return True
    return is_of_outside(error.__cause__)
