"""The protocol of whoever decides: the loop asks, a chooser answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Chooser(Protocol):
    """Answers the questions of a run."""

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Return the number of the option to take; number 0 is what stock asyncio would do."""
        ...  # pragma: no cover - a protocol has no body
