"""MULTI and EXEC of one connection: commands that wait, and keys that must not change meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.stub.resp.store import CommandError
from asyncproof.stub.resp.wire import OK, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from asyncproof.stub.resp.store import Store


class Transaction:
    """What a connection has queued, and what it watches."""

    def __init__(self) -> None:
        """Start outside of one."""
        self.begun = False
        self._queued: list[tuple[bytes, list[bytes]]] = []
        self._broken = False
        self._watched: list[tuple[Store, bytes, int]] = []

    def begin(self) -> Any:
        """Let commands wait from now on."""
        if self.begun:
            raise CommandError("ERR MULTI calls can not be nested")
        self.begun = True
        return OK

    def queue(self, name: bytes, arguments: list[bytes], check: Callable[[bytes, list[bytes]], None]) -> Any:
        """Keep a command; one that can't be done at all breaks the transaction."""
        try:
            check(name, arguments)
        except CommandError:
            self._broken = True
            raise
        self._queued.append((name, arguments))
        return Status("QUEUED")

    def run(self, run: Callable[[bytes, list[bytes]], Any]) -> Any:
        """Run what waits, all of it in one go; nothing, if a watched key was changed."""
        if not self.begun:
            raise CommandError("ERR EXEC without MULTI")
        queued, broken, changed = self._queued, self._broken, self._has_changed()
        self._end()
        if broken:
            raise CommandError("EXECABORT Transaction discarded because of previous errors.")
        return None if changed else [run(name, arguments) for name, arguments in queued]

    def discard(self) -> Any:
        """Forget what waits."""
        if not self.begun:
            raise CommandError("ERR DISCARD without MULTI")
        self._end()
        return OK

    def watch(self, store: Store, keys: Iterable[bytes]) -> Any:
        """Run nothing if one of these keys is changed before."""
        if self.begun:
            raise CommandError("ERR WATCH inside MULTI is not allowed")
        for key in keys:
            store.has(key)  # if it has expired, that has happened before
            self._watched.append((store, key, store.versions.get(key, 0)))
        return OK

    def unwatch(self) -> Any:
        """Watch nothing any more."""
        self._watched.clear()
        return OK

    def _has_changed(self) -> bool:
        return any(
            (store.has(key), store.versions.get(key, 0))[1] != version
            for store, key, version in self._watched
        )

    def _end(self) -> None:
        self.begun = self._broken = False
        self._queued = []
        self._watched.clear()
