"""Tasks and futures whose hash is their number in their loop: sets of them have one order everywhere."""

from __future__ import annotations

import asyncio
from typing import Any

# Some Pythons hash a task inside its own constructor, so it is numbered when first hashed, which comes at the
# same point of the same run in every process.


class Task(asyncio.Task[Any]):
    """asyncio's own task, with a hash that does not depend on where memory happened to be free."""

    __slots__ = ("_number",)

    _number: int

    def __hash__(self) -> int:
        """Return the task's number in its loop."""
        try:
            return self._number
        except AttributeError:
            self._number = _next_number(self)
            return self._number


class Future(asyncio.Future[Any]):
    """asyncio's own future, with a hash that does not depend on where memory happened to be free."""

    __slots__ = ("_number",)

    _number: int

    def __hash__(self) -> int:
        """Return the future's number in its loop."""
        try:
            return self._number
        except AttributeError:
            self._number = _next_number(self)
            return self._number


def _next_number(future: asyncio.Future[Any]) -> int:
    loop: Any = future.get_loop()
    loop._identities += 1
    number: int = loop._identities
    return number
