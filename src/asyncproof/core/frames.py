"""Who is on the stack: asked as Python has it, also while a test has replaced `sys._getframe`."""

from __future__ import annotations

import sys

frame_above = sys._getframe  # noqa: SLF001 - the documented way to look at one's callers
"""The frame so many calls above: 0 is the function that asks, 1 the one that has called it."""
