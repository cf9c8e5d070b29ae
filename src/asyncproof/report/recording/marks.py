"""What may be odd about a step: one bit each, so that a hundred thousand steps stay small."""

from __future__ import annotations

CANCELLED = 1
"""The step is a cancellation that comes to its task."""
DONE = 2
"""The task returns at its end."""
FAILED = 4
"""The task raises at its end."""
ENDED = 8
"""The task is cancelled at its end."""
BLOCKED = 16
"""The step kept the loop for too long."""
TIMER = 32
"""The callback is a timer that came due."""
MESSAGE = 64
"""The callback is something that came over a network."""
THREAD = 128
"""The callback was called by a thread."""
