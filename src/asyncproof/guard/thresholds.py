"""How long is too long: the times after which guards speak up, as a run has set them."""

from __future__ import annotations

from typing import NamedTuple


class Thresholds(NamedTuple):
    """Real seconds."""

    block_after: float = 0.1
    """How long one step may keep the event loop from everybody else."""
    hang: float = 60.0
    """How long a test may stand still before it is given up, where nobody can be sure that it is stuck."""
