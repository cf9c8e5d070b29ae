"""Telling who waits for something, if anybody still does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio


def settle(waiter: asyncio.Future[None] | None, error: Exception | None = None) -> None:
    """End a wait, with an error if there is one; a wait that is over already is left alone."""
    if waiter is None or waiter.done():
        return
    if error is None:
        waiter.set_result(None)
    else:
        waiter.set_exception(error)
