"""Whether a task is the user's wish: their code asked for it, also where a library's function runs in it."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.loop.usercode import Ownership, is_installed, is_ours, is_pythons

if TYPE_CHECKING:
    from types import FrameType

_GO_BETWEENS = frozenset({"anyio"})
"""Installed packages that make tasks for whoever calls them, as asyncio's `gather` and task groups do."""
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
    if is_ours(file):
        return not file.startswith(_LOOP)
    if is_installed(file):
        return not _GO_BETWEENS.isdisjoint(Path(file).parts)
    return is_pythons(file)
