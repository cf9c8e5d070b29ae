"""How long a run may go on without progress before it is called stuck."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that turn a run which would never end into a failure with a reason."""

    steps: int = 100_000
    """Steps that may run while virtual time stands still and nothing arrives from outside."""
    jumps: int = 100_000
    """Moves of the clock that may pass while the main task waits for one and the same thing."""
    patience: float = 2.0
    """Real seconds to wait for outside work that may never report back, such as a thread that sleeps."""
    hang: float = 60.0
    """Real seconds to wait, without any news, for outside work that somebody certainly waits for."""
