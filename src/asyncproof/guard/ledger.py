"""What was made, by whom and where: weak notes about objects that must not be left behind."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from weakref import ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.guard.origin import Origin
    from asyncproof.guard.owner import Owner


_address = object.__hash__
"""Tells objects apart as `id` does, of whose every call Python tells its audit hooks."""


class Entry:
    """A note about one object."""

    __slots__ = ("origin", "owner", "thing")

    def __init__(self, thing: ref[object], owner: Owner | None, origin: Origin | None) -> None:
        self.thing = thing
        self.owner = owner
        self.origin = origin


class Ledger:
    """Keeps a note for every object it is told of, as long as the object lives."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}

    def __len__(self) -> int:
        """Count the objects that live."""
        return len(self._entries)

    def note(self, thing: object, owner: Owner | None, origin: Origin | None = None) -> None:
        """Remember who made an object, and where; the first note stays."""
        key = _address(thing)
        if key in self._entries:
            return
        entries = self._entries

        def forget(_: ref[object]) -> None:
            entries.pop(key, None)

        try:
            self._entries[key] = Entry(ref(thing, forget), owner, origin)
        except TypeError:  # it has no room for weak references
            return

    def give(self, thing: object, owner: Owner) -> None:
        """Let an object belong to another owner than the one who made it."""
        self.note(thing, owner)
        entry = self.of(thing)
        if entry is not None:
            entry.owner = owner

    def of(self, thing: object) -> Entry | None:
        """Return the note about an object."""
        return self._entries.get(_address(thing))

    def owner_of_thread(self) -> Owner | None:
        """Return who started the thread that runs: threads do not inherit the variable of their makers."""
        threads = getattr(threading, "_active", {})  # `current_thread` makes one up where it knows none
        entry = self.of(threads.get(threading.get_ident()))
        return None if entry is None else entry.owner

    def made_by(self, owner: Owner) -> Iterator[tuple[object, Entry]]:
        """Yield what an owner made and what still lives, with its note."""
        for entry in list(self._entries.values()):
            if entry.owner is owner and (thing := entry.thing()) is not None:
                yield thing, entry
