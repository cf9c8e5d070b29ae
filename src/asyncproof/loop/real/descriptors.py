"""File descriptors that somebody has asked the loop to watch."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from asyncproof.loop.real.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.loop.real.work import Book

READING, WRITING = "reading", "writing"

_serials = count(1)


def number_of(fd: Any) -> int:
    """Return the number of a descriptor or of an object that has one."""
    if isinstance(fd, int):
        return fd
    try:
        return int(fd.fileno())
    except (AttributeError, TypeError, ValueError):
        message = f"Invalid file object: {fd!r}"
        raise ValueError(message) from None


class Watched:
    """A callback for a watched descriptor, which counts how often it was called.

    Who watches only as long as it waits (psycopg) certainly waits; who goes on watching after the callback
    has run (a message queue's socket, a file monitor) may have nothing to wait for.
    """

    def __init__(self, fd: int, why: str, callback: Callable[..., object]) -> None:
        """Stand for `callback`."""
        self.__wrapped__ = callback
        self._fd = fd
        self._why = why
        self._serial = next(_serials)
        self._calls = 0

    def __call__(self, *args: Any) -> None:
        """Call the callback, and count."""
        self._calls += 1
        self.__wrapped__(*args)

    def __repr__(self) -> str:
        return repr(self.__wrapped__)

    def look(self, _now: float) -> Work | None:
        """Return what the watcher waits for."""
        who = getattr(self.__wrapped__, "__module__", None) or "somebody"
        what = f"fd {self._fd} watched for {self._why} by {who}"
        return Work(what, ("descriptor", self._serial, self._calls), certain=not self._calls)


class Descriptors:
    """All descriptors that are watched through the loop's public methods."""

    def __init__(self, book: Book) -> None:
        """Start with none."""
        self._book = book
        self._watched: dict[tuple[int, str], Watched] = {}

    def add(self, fd: int, why: str, watched: Watched) -> None:
        """Note that a descriptor is watched now."""
        self.remove(fd, why)
        self._watched[fd, why] = watched
        self._book.enter(watched)

    def remove(self, fd: int, why: str) -> None:
        """Note that it is not any more, if it was."""
        watched = self._watched.pop((fd, why), None)
        if watched is not None:
            self._book.cross_out(watched)
