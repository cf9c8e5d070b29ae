"""Channels of a redis: who listens to which, and what is said there."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Protocol

from asyncproof.stub.resp.wire import Push

if TYPE_CHECKING:
    from collections.abc import Iterable


class Listener(Protocol):
    """A connection that may listen."""

    def push(self, message: Push) -> None:
        """Send what was not asked for."""
        ...


class Channels:
    """Who listens to which channel, or to all whose names are as a pattern says."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._names: dict[Listener, list[bytes]] = {}
        self._patterns: dict[Listener, list[bytes]] = {}

    def subscribe(self, listener: Listener, names: Iterable[bytes], *, patterns: bool) -> None:
        """Let a connection listen."""
        kind = b"psubscribe" if patterns else b"subscribe"
        there = (self._patterns if patterns else self._names).setdefault(listener, [])
        for name in names:
            if name not in there:
                there.append(name)
            listener.push(Push([kind, name, self.count(listener)]))

    def unsubscribe(self, listener: Listener, names: Iterable[bytes], *, patterns: bool) -> None:
        """Let a connection listen no more: to some names, or to all if none is given."""
        kind = b"punsubscribe" if patterns else b"unsubscribe"
        there = (self._patterns if patterns else self._names).setdefault(listener, [])
        chosen: list[bytes | None] = [*(list(names) or there)] or [None]
        for name in chosen:
            if name in there:
                there.remove(name)
            listener.push(Push([kind, name, self.count(listener)]))

    def publish(self, channel: bytes, message: bytes) -> int:
        """Tell all who listen, and return how many they are."""
        told = 0
        for listener, names in self._names.items():
            if channel in names:
                listener.push(Push([b"message", channel, message]))
                told += 1
        for listener, patterns in self._patterns.items():
            for pattern in patterns:
                if fnmatchcase(channel.decode("latin-1"), pattern.decode("latin-1")):
                    listener.push(Push([b"pmessage", pattern, channel, message]))
                    told += 1
        return told

    def count(self, listener: Listener) -> int:
        """Return to how many channels and patterns a connection listens."""
        return len(self._names.get(listener, ())) + len(self._patterns.get(listener, ()))

    def leave(self, listener: Listener) -> None:
        """Forget a connection that is gone."""
        self._names.pop(listener, None)
        self._patterns.pop(listener, None)
