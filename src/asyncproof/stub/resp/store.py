"""The keys of a redis: values of five kinds, and when they expire, on the clock of the loop."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = TypeVar("Kind")

WRONG_TYPE = "WRONGTYPE Operation against a key holding the wrong kind of value"


class CommandError(Exception):
    """A command can't be done; the text goes to the client."""


class Store:
    """One database."""

    def __init__(self, now: Callable[[], float]) -> None:
        """Start empty; `now` tells the loop's time."""
        self.now = now
        self.versions: dict[bytes, int] = {}
        """How often each key was changed, for those who watch it."""
        self._values: dict[bytes, Any] = {}
        self._ends: dict[bytes, float] = {}

    def find(self, key: bytes, kind: type[Kind]) -> Kind | None:
        """Return the value of a key, which has to be of a kind, or None."""
        value = self._values.get(key) if self.has(key) else None
        if value is not None and not isinstance(value, kind):
            raise CommandError(WRONG_TYPE)
        return value

    def make(self, key: bytes, kind: type[Kind]) -> Kind:
        """Return the value of a key that is about to be changed, an empty one if there is none."""
        value = self.find(key, kind)
        if value is None:
            value = self._values[key] = kind()
        self.changed(key)
        return value

    def kind_of(self, key: bytes) -> type | None:
        """Return the kind of value that a key has."""
        return type(self._values[key]) if self.has(key) else None

    def put(self, key: bytes, value: Any, *, keep_end: bool = False) -> None:
        """Give a key a value, which then lives for ever unless told otherwise."""
        self._values[key] = value
        if not keep_end:
            self._ends.pop(key, None)
        self.changed(key)

    def drop(self, key: bytes) -> bool:
        """Forget a key, and say whether it was there."""
        there = self.has(key)
        if there:
            del self._values[key]
            self._ends.pop(key, None)
            self.changed(key)
        return there

    def tidy(self, key: bytes) -> None:
        """Forget a key whose collection has become empty."""
        if not self._values.get(key, True):
            self.drop(key)

    def has(self, key: bytes) -> bool:
        """Say whether a key is there, and has not expired."""
        end = self._ends.get(key)
        if end is not None and end <= self.now():
            del self._values[key], self._ends[key]
            self.changed(key)
        return key in self._values

    def expire(self, key: bytes, seconds: float) -> bool:
        """Let a key live so many seconds more, and say whether it is there."""
        if not self.has(key):
            return False
        if seconds <= 0:
            return self.drop(key)
        self._ends[key] = self.now() + seconds
        self.changed(key)
        return True

    def persist(self, key: bytes) -> bool:
        """Let a key live for ever, and say whether it did not before."""
        return self.has(key) and self._ends.pop(key, None) is not None

    def left(self, key: bytes) -> float | None:
        """Return the seconds that a key has left, or None if it lives for ever."""
        end = self._ends.get(key)
        return None if end is None else end - self.now()

    def names(self) -> list[bytes]:
        """Return the keys that are there."""
        return [key for key in list(self._values) if self.has(key)]

    def clear(self) -> None:
        """Forget everything."""
        for key in self.names():
            self.drop(key)

    def changed(self, key: bytes) -> None:
        """Count a change."""
        self.versions[key] = self.versions.get(key, 0) + 1


def whole(text: bytes) -> int:
    """Return a number that a client has sent."""
    if not re.fullmatch(rb"-?\d+", text):
        raise CommandError("ERR value is not an integer or out of range")
    return int(text)


def real(text: bytes) -> float:
    """Return a number with a point that a client has sent."""
    try:
        return float(text)
    except ValueError:
        raise CommandError("ERR value is not a valid float") from None
