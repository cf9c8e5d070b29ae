"""Frames that stand still at a line, to be looked at without a tracer."""

from __future__ import annotations

import linecache
import sys
from typing import TYPE_CHECKING

from asyncproof.exploring.comparing.instructions import Use, uses_of
from asyncproof.loop.waits.chain import Link
from asyncproof.loop.waits.source import nodes_of

if TYPE_CHECKING:
    from types import FrameType


def here(depth: int = 1) -> FrameType:
    """Return the frame of who calls this."""
    return sys._getframe(depth)


def uses_on(frame: FrameType, text: str) -> list[Use]:
    """Return what the instructions of the line with this text may touch, one of each."""
    found: list[Use] = []
    for use in uses_of(frame.f_code, nodes_of(Link(None, frame))).values():
        written = {line_of(node, frame) for node in use.nodes}
        if text in written and use not in found:
            found.append(use)
    return found


def line_of(node: object, frame: FrameType) -> str:
    """Return the text of the line on which an expression begins."""
    return linecache.getline(frame.f_code.co_filename, getattr(node, "lineno", 0)).strip()
