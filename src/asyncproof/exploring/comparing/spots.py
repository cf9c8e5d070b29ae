"""Where a running frame stands, told as the spots of tasks that wait are told."""

from __future__ import annotations

import linecache
from functools import lru_cache
from typing import TYPE_CHECKING

from asyncproof.loop.usercode import is_foreign
from asyncproof.loop.waits.peek import bases
from asyncproof.loop.waits.spot import Spot

if TYPE_CHECKING:
    from types import CodeType, FrameType


@lru_cache(maxsize=4096)
def is_source(file: str) -> bool:
    """Tell whether a file is the user's, and a file: not what a library has made up and compiled."""
    return not file.startswith("<") and not is_foreign(file)


def spot_in(frame: FrameType) -> Spot:
    """Return where a frame stands."""
    code = frame.f_code
    line = frame.f_lineno or code.co_firstlineno
    text = linecache.getline(code.co_filename, line, frame.f_globals).strip()
    return Spot(code.co_filename, line, title_of(frame), text)


def title_of(frame: FrameType) -> str:
    """Return the name of a function with its class, without the functions around it."""
    code = frame.f_code
    name = getattr(code, "co_qualname", None) or _with_class(code, frame)  # Python has it since 3.11
    return str(name).rpartition("<locals>.")[2]


def _with_class(code: CodeType, frame: FrameType) -> str:
    for base in bases(frame.f_locals.get("self")):
        method = base.__dict__.get(code.co_name)
        if getattr(method, "__code__", None) is code:
            return f"{base.__name__}.{code.co_name}"
    return code.co_name
