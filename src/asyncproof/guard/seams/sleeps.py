"""`time.sleep`, where Python itself does not tell of it: before 3.13 it has no audit event.

A stand-in takes its place in the module `time`, and under the names that the user's modules have for it. What
somebody else has put there is left alone. Where no run listens, it does what the original does and no more.
"""

from __future__ import annotations

import sys
import time
from asyncio import _get_running_loop as running_loop
from itertools import chain, repeat
from operator import is_
from types import BuiltinFunctionType, ModuleType
from typing import TYPE_CHECKING, Any

from asyncproof.guard.seams.trouble import tell_trouble
from asyncproof.loop.usercode import Exchange, Ownership

if TYPE_CHECKING:
    from collections.abc import Callable

    Hearer = Callable[[tuple[Any, ...]], None]

IS_TOLD = sys.version_info >= (3, 13)
"""Whether there is an audit event of this name."""
_ORIGINAL = time.sleep
_OURS = 3
"""References to it that are ours: two in a table, and one for the question itself."""
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
_unshared = sys.getrefcount(sleep)
"""What it is as long as nobody else refers to the stand-in."""
sleep.__module__ = time.__name__
sleep.__doc__ = _ORIGINAL.__doc__


def listen(hear: Hearer) -> None:
    """Tell of each call that is made where an event loop runs."""
    _stack.append(hear)
    if len(_stack) > 1 or type(_ORIGINAL) is not BuiltinFunctionType:
        return
    if time.sleep is _ORIGINAL:
        is_theirs = _is_theirs()
        time.sleep = sleep
        if is_theirs:
            _NAMES.apply(Ownership().modules())


def forget() -> None:
    """Tell the one before; with the last one everything is put back that nobody else has replaced."""
    _stack.pop()
    if _stack:
        return
    if time.sleep is sleep:
        time.sleep = _ORIGINAL
    if sys.getrefcount(sleep) != _unshared:
        _NAMES.undo(Ownership().modules())


def _is_theirs() -> bool:
    """Say whether the user may have the original under a name, for which to look everywhere takes long.

    They don't if modules of others are all that refers to it, besides us.
    """
    owned = {id(module) for module in Ownership().modules()}
    all_of_them = {id(one): one for one in sys.modules.values() if issubclass(type(one), ModuleType)}
    others = [vars(module).values() for key, module in all_of_them.items() if key not in owned]
    names = sum(map(is_, chain.from_iterable(others), repeat(_ORIGINAL)))
    return sys.getrefcount(_ORIGINAL) != names + _OURS
