"""Whether a task is the user's wish: their code asked for it, also where a library's function runs in it."""

from __future__ import annotations

import os
import sysconfig
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.loop.usercode import Ownership

if TYPE_CHECKING:
    from types import FrameType

_GO_BETWEENS = frozenset({"anyio"})
"""Installed packages that make tasks for whoever calls them, as asyncio's `gather` and task groups do."""
_INSTALLED = frozenset({"site-packages", "dist-packages"})
_STDLIB = tuple({sysconfig.get_paths()[key] + os.sep for key in ("stdlib", "platstdlib")})
_OURS = str(Path(__file__).parents[1]) + os.sep
_LOOP = str(Path(__file__).parent) + os.sep
_OWNERSHIP = Ownership()


def is_users_wish(frame: FrameType | None) -> bool:
    """Say whether the user's code called what makes a task here, by itself or through a go-between.

    A frame of the loop is where a step begins: who called the loop has not asked for this task.
    """
    while frame is not None and _passes_on(frame.f_code.co_filename):
        frame = frame.f_back
    return _OWNERSHIP.owns_frame(frame)


@lru_cache(maxsize=1024)
def _passes_on(file: str) -> bool:
    """Say whether code in this file makes tasks for others."""
    if file.startswith(_OURS):
        return not file.startswith(_LOOP)
    parts = Path(file).parts
    if _INSTALLED.isdisjoint(parts):
        return file.startswith(_STDLIB)
    return not _GO_BETWEENS.isdisjoint(parts)
