"""Waits until things are freed: the watchdog of the guards may just be looking at one of them."""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import weakref
    from collections.abc import Sequence


def left_of(references: Sequence[weakref.ref[Any]]) -> list[Any]:
    """Return what is still there of some things after at most a second, with all garbage collected."""
    for _ in range(100):
        gc.collect()
        if not any(reference() is not None for reference in references):
            break
        threading.Event().wait(0.01)
    return [thing for reference in references if (thing := reference()) is not None]
