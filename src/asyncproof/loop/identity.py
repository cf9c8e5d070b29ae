"""Tasks and futures whose hash is their number in their loop: sets of them have one order everywhere."""

from __future__ import annotations

import asyncio
import sys
from typing import Any


def _number_in_loop(future: Any) -> int:
    """Return the number of a task or future in its loop.

    A future is numbered when it is first hashed; that is at the same point of the same run in every process.
    """
    try:
        number: int = future._number
    except AttributeError:
        loop = future.get_loop()
        loop._identities += 1
        future._number = number = loop._identities
    return number


class Task(asyncio.Task[Any]):
    """asyncio's own task, with a hash that does not depend on where memory happened to be free."""

    __slots__ = ("_number",)
    __hash__ = _number_in_loop

    if sys.version_info >= (3, 14):  # pragma: no cover - only there
        # Until then asyncio keeps tasks in a set, and hashes each when it is made.
        def __init__(self, coro: Any, *, loop: Any, **options: Any) -> None:
            """Take the next number of the loop, as older Pythons do, before the first step."""
            loop._identities += 1
            self._number = loop._identities
            super().__init__(coro, loop=loop, **options)


class Future(asyncio.Future[Any]):
    """asyncio's own future, with a hash that does not depend on where memory happened to be free."""

    __slots__ = ("_number",)
    __hash__ = _number_in_loop
