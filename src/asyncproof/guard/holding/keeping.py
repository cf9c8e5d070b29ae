"""Who keeps what: whether an object can be reached from another, as far as it is a part of it."""

from __future__ import annotations

import gc
import sys
from asyncio import AbstractEventLoop, events
from contextvars import Context, ContextVar
from threading import Thread
from types import (
    BuiltinFunctionType,
    CodeType,
    FrameType,
    FunctionType,
    GetSetDescriptorType,
    ModuleType,
    TracebackType,
)

# From 3.14 on its name begins with an underscore, and the public one warns; 3.16 will have none.
_POLICIES = [vars(events)[name] for name in vars(events) if name.endswith("AbstractEventLoopPolicy")]
_FARTHEST = 8
_MOST = 20_000
_NOT_PARTS = (
    *(ModuleType, type, BuiltinFunctionType, CodeType, FrameType, TracebackType),
    *(GetSetDescriptorType, str, bytes, int, float, Context, ContextVar, Thread),
    *(AbstractEventLoop, *_POLICIES),
)
"""What leads everywhere, or nowhere: whoever has a loop does not have all that is on it."""
_NOT_THEIRS = (
    "_pytest.",
    "pluggy.",
    "pytest_asyncio.",
    "asyncio.runners",
    "asyncproof.guard",
    "asyncproof.plugin",
)
"""Modules of objects that know the whole run."""
_OPENED = FrameType if sys.version_info < (3, 11) else ()
"""What is looked into on behalf of who has it."""


def keeps(keeper: object, thing: object) -> bool:
    """Say whether *thing* is *keeper* or a part of it, looked for as deep as such things are built."""
    if thing is None or keeper is thing:
        return thing is not None
    seen = {id(keeper)}
    if _leads_elsewhere(keeper):  # as with most fixtures
        return False
    level = [keeper]
    for _ in range(_FARTHEST):
        parts = _referents(level)
        if any(one is thing for one in parts):
            return True
        level = [one for one in parts if id(one) not in seen and not _leads_elsewhere(one)]
        seen.update(map(id, level))
        if not level or len(seen) > _MOST:
            break
    return False


def _leads_elsewhere(thing: object) -> bool:
    return thing is None or isinstance(thing, _NOT_PARTS) or type(thing).__module__.startswith(_NOT_THEIRS)


def _referents(things: list[object]) -> list[object]:
    """Return what these refer to; before Python 3.11 coroutines leave it to their frames, globals and all.

    Of a function, such as one that a fixture gives to make things with, only what it alone can see counts.
    """
    found = gc.get_referents(*(one for one in things if not isinstance(one, FunctionType)))
    for function in (one for one in things if isinstance(one, FunctionType)):
        found += [*(function.__closure__ or ()), function.__defaults__, function.__kwdefaults__]
    for frame in [one for one in found if isinstance(one, _OPENED)]:
        around = {id(frame.f_globals), id(frame.f_builtins)}
        found += [one for one in gc.get_referents(frame) if id(one) not in around]
    return found
