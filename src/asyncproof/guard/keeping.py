"""Who keeps what: whether an object can be reached from another, as far as it would be called a part of it."""

from __future__ import annotations

import gc
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
        level = [one for one in gc.get_referents(*level) if not isinstance(one, _NOT_PARTS)]
        level = [one for one in level if id(one) not in seen]
        seen.update(map(id, level))
        if not level or len(seen) > _MOST:
            break
    return any(one is thing for one in level)
