"""Copies of objects, on which operations are done again: what can't be copied is told."""

from __future__ import annotations

import asyncio
import copy
from typing import Any, TypeVar

from asyncproof.core import UsageError

T = TypeVar("T")


def copied(subject: T, *loops: asyncio.AbstractEventLoop | None) -> T:
    """Return a copy of an object; event loops that it knows, as locks do, are not copied."""
    known = [loop for loop in (asyncio._get_running_loop(), *loops) if loop is not None]  # noqa: SLF001 - it is exported
    try:
        return copy.deepcopy(subject, {id(loop): loop for loop in known})
    except Exception as error:
        kind = type(subject).__name__
        raise UsageError(
            f"this {kind} can't be copied ({type(error).__name__}: {error}), and atomic() does each "
            "operation again on copies of it. Write a plain model: asyncproof.linearizable(..., model=...)."
        ) from error


def kept(given: Any) -> Any:
    """Return what was given as it is now, if it can be copied: it may be changed later."""
    try:
        return copy.deepcopy(given)
    except Exception:  # noqa: BLE001 - whatever an object says that can't be copied
        return given
