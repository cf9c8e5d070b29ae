"""What is told of the instructions of a run, whoever in Python shows them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from asyncproof.exploring.comparing.instructions import Use, uses_of
from asyncproof.exploring.comparing.spots import is_source
from asyncproof.loop.waits.chain import Link
from asyncproof.loop.waits.source import nodes_of

if TYPE_CHECKING:
    from types import CodeType, FrameType

MOST_INSTRUCTIONS = 200_000
"""So many instructions of a run are looked at; one that takes more is not looked at closely."""


class Hearer(Protocol):
    """Whoever is told."""

    def instruction(self, use: Use, frame: FrameType) -> None:
        """Hear what is about to touch something."""
        ...  # pragma: no cover - a protocol has no body

    def line(self, frame: FrameType) -> None:
        """Hear which line is about to run."""
        ...  # pragma: no cover - a protocol has no body

    def stopped(self, frame: FrameType, error: str) -> None:
        """Hear that a cancellation is raised there, or an error that comes from outside."""
        ...  # pragma: no cover - a protocol has no body


class Lens:
    """What is told of a run, whoever in Python tells it."""

    def __init__(self, hearer: Hearer, most: int = MOST_INSTRUCTIONS) -> None:
        """Tell this one, of so many instructions at most."""
        self._hearer = hearer
        self._left = most
        self._uses: dict[CodeType, dict[int, Use]] = {}
        self._last: Use | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all was told."""
        return self._left > 0

    def wants(self, code: CodeType) -> bool:
        """Say whether a function is looked at: only what is the user's is."""
        return self.is_whole and is_source(code.co_filename)

    def instruction(self, frame: FrameType, offset: int) -> None:
        """Tell of an instruction that is about to run, if it may touch anything."""
        self._left -= 1
        code = frame.f_code
        if code not in self._uses:
            self._uses[code] = uses_of(code, nodes_of(Link(None, frame)))
        use = self._uses[code].get(offset)
        if use is not None and use is not self._last:  # the prefix of an instruction comes before it
            self._hearer.instruction(use, frame)
        self._last = use

    def line(self, frame: FrameType) -> None:
        """Tell of a line that is about to run."""
        self._hearer.line(frame)

    def raised(self, frame: FrameType, kind: type[BaseException]) -> None:
        """Tell of a cancellation, and of an error that comes from outside; others are nobody's business."""
        if issubclass(kind, asyncio.CancelledError):
            self._hearer.stopped(frame, "")
        elif issubclass(kind, (OSError, asyncio.TimeoutError)):
            self._hearer.stopped(frame, kind.__name__)
