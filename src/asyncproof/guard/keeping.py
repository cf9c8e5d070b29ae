"""Who keeps what: whether an object can be reached from another, as far as it is a part of it."""

from __future__ import annotations

import gc
import sys
from types import (
    BuiltinFunctionType,
    CodeType,
    FrameType,
    FunctionType,
    GetSetDescriptorType,
    ModuleType,
    TracebackType,
)

_FARTHEST = 8
_MOST = 20_000
_NOT_PARTS = (
    *(ModuleType, type, FunctionType, BuiltinFunctionType, CodeType, FrameType, TracebackType),
    *(GetSetDescriptorType, str, bytes, int, float),
)
"""What leads everywhere, or nowhere."""


def keeps(keeper: object, thing: object) -> bool:
    """Say whether *thing* is *keeper* or a part of it, looked for as deep as such things are built."""
    if keeper is None or isinstance(keeper, _NOT_PARTS):
        return False
    seen = {id(keeper)}
    level = [keeper]
    for _ in range(_FARTHEST):
        if any(one is thing for one in level):
            return True
        level = [one for one in _referents(level) if not isinstance(one, _NOT_PARTS)]
        level = [one for one in level if id(one) not in seen]
        seen.update(map(id, level))
        if not level or len(seen) > _MOST:
            break
    return any(one is thing for one in level)


def _referents(things: list[object]) -> list[object]:
    """Return what these refer to; before Python 3.11 coroutines leave it to their frames, globals and all."""
    found = gc.get_referents(*things)
    if sys.version_info >= (3, 11):
        return found
    frames = [one for one in found if isinstance(one, FrameType)]
    for frame in frames:
        around = {id(frame.f_globals), id(frame.f_builtins)}
        found += [one for one in gc.get_referents(frame) if id(one) not in around]
    return found
