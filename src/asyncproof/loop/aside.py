"""A moment in which no loop runs in this thread, so that another one can, although one does."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_swap: Any = getattr(asyncio.tasks, "_swap_current_task", lambda *_: None)
"""Since Python 3.12; 3.14 knows one current task of a thread, so that it has to step back as well."""


@contextmanager
def aside() -> Iterator[None]:
    """Let another loop be run to an end in the block; what runs here goes on after it as if nothing was."""
    running = asyncio._get_running_loop()
    if running is None:
        yield
        return
    task = _swap(running, None)
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(running)
        _swap(running, task)
