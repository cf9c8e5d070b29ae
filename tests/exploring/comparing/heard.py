"""Who hears of instructions, and functions to hear of."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

    from asyncproof.exploring.comparing.instructions import Use


class Heard:
    """Keeps what it is told, in words."""

    def __init__(self) -> None:
        self.uses: list[str] = []
        self.lines: list[int] = []
        self.stops: list[str] = []

    def instruction(self, use: Use, frame: FrameType) -> None:
        """Keep the function and the name."""
        self.uses.append(f"{frame.f_code.co_name}.{use.name}")

    def line(self, frame: FrameType) -> None:
        """Keep the line."""
        self.lines.append(frame.f_lineno)

    def stopped(self, frame: FrameType, error: str) -> None:
        """Keep the line, and the kind of the error."""
        self.stops.append(f"{frame.f_lineno}{error}")


class Box:
    """Something with an attribute."""

    value = 0


def put(box: Box) -> None:
    """Write an attribute."""
    box.value = 1


def stop() -> None:
    """Be cancelled."""
    raise asyncio.CancelledError
