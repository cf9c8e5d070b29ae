"""Tasks and futures whose hash is their number in their loop: sets of them have one order everywhere."""

from __future__ import annotations

import asyncio
from typing import Any


def _number_in_loop(future: Any) -> int:
    """Return the number of a task or future in its loop.

    Some Pythons hash a task inside its own constructor, so it is numbered when first hashed; that comes at
    the same point of the same run in every process.
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


class Future(asyncio.Future[Any]):
    """asyncio's own future, with a hash that does not depend on where memory happened to be free."""

    __slots__ = ("_number",)
    __hash__ = _number_in_loop
