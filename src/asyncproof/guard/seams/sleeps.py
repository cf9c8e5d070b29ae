"""`time.sleep`, where Python itself does not tell of it: before 3.13 it has no audit event.

A stand-in takes its place in the module `time`, and under the names that the user's modules have for it. What
somebody else has put there is left alone. Where no run listens, it does what the original does and no more.
"""

from __future__ import annotations

import sys
import time
from asyncio import _get_running_loop as running_loop
from types import BuiltinFunctionType
from typing import TYPE_CHECKING, Any

from asyncproof.guard.seams.trouble import tell_trouble
from asyncproof.loop.usercode import Exchange, Ownership

if TYPE_CHECKING:
    from collections.abc import Callable

    Hearer = Callable[[tuple[Any, ...]], None]

IS_TOLD = sys.version_info >= (3, 13)
"""Whether there is an audit event of this name."""
_ORIGINAL = time.sleep
_stack: list[Hearer] = []


def sleep(*args: Any, **kwargs: Any) -> None:
    """Sleep as ever, and tell of it where an event loop runs in this thread."""
    __tracebackhide__ = True
    if _stack and running_loop() is not None:
        try:
            _stack[-1](args)
        except Exception as problem:  # noqa: BLE001 - an error here would make the user's own call fail
            tell_trouble(problem, "time.sleep")
    return _ORIGINAL(*args, **kwargs)


_NAMES = Exchange({_ORIGINAL: sleep})
sleep.__module__ = time.__name__
sleep.__doc__ = _ORIGINAL.__doc__


def listen(hear: Hearer) -> None:
    """Tell of each call that is made where an event loop runs."""
    _stack.append(hear)
    if len(_stack) > 1 or type(_ORIGINAL) is not BuiltinFunctionType:
        return
    if time.sleep is _ORIGINAL:
        time.sleep = sleep
        _NAMES.apply(Ownership().modules())


def forget() -> None:
    """Tell the one before; with the last one everything is put back that nobody else has replaced."""
    _stack.pop()
    if _stack:
        return
    if time.sleep is sleep:
        time.sleep = _ORIGINAL
    _NAMES.undo(Ownership().modules())
