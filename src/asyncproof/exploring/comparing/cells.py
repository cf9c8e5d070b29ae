"""Which cell a variable of an enclosing function is in: Python tells a frame its value, and not its place.

The functions that were made of the frame's code, or inside of it, know their cells. They are asked of the
garbage collector, which sees who refers to a code object.
"""

from __future__ import annotations

import gc
import linecache
from functools import lru_cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits.peek import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CellType, FrameType


def cell_of(name: str, frame: FrameType) -> CellType | None:
    """Return the cell of a variable; None if there is none, or more than one that it may be."""
    if name not in _changed_from_inside(frame.f_code.co_filename):
        return None
    value = frame.f_locals.get(name, MISSING)
    found: dict[int, CellType] = {}
    for code in _codes(name, frame.f_code):
        for function in gc.get_referrers(code):
            if type(function) is FunctionType and function.__code__ is code:
                cell = _cell_in(function, name)
                if cell is not None and _holds(cell, value):
                    found[id(cell)] = cell
    return next(iter(found.values())) if len(found) == 1 else None


@lru_cache(maxsize=256)
def _changed_from_inside(file: str) -> frozenset[str]:
    """Return which variables of a file are nonlocal somewhere; others are set before they are shared."""
    lines = (line.strip() for line in linecache.getlines(file))
    names = (line.removeprefix("nonlocal ").split(",") for line in lines if line.startswith("nonlocal "))
    return frozenset(name.partition("#")[0].strip() for some in names for name in some)


def _codes(name: str, code: CodeType) -> Iterator[CodeType]:
    """Yield the code of the functions that have a variable of this frame in a cell."""
    if name in code.co_freevars:
        yield code
    for constant in code.co_consts:
        if type(constant) is CodeType and name in constant.co_freevars:
            yield constant


def _cell_in(function: FunctionType, name: str) -> CellType | None:
    cells = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=False))
    return cells.get(name)


def _holds(cell: CellType, value: Any) -> bool:
    try:
        return cell.cell_contents is value
    except ValueError:  # not filled yet
        return value is MISSING
