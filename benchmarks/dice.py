"""A chooser that throws dice, the same ones for the same seed."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Dice:
    """Take any option, each as likely as the other."""

    def __init__(self, seed: int) -> None:
        self._throw = Random(seed).random

    def choose(self, kind: str, options: Sequence[object]) -> int:  # noqa: ARG002 - the protocol's signature
        """Return the number of any option."""
        return int(self._throw() * len(options))
