"""Who has bound what to an event loop for good: noted by a guard, asked when somebody else fails for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import ref

from asyncproof.core.record import record
from asyncproof.guard.shared import Shared

if TYPE_CHECKING:
    from asyncproof.guard.host import Host
    from asyncproof.guard.owner import Owner


@record
class Binding:
    """A note about one object that belongs to the loop of one test."""

    kept: ref[Any]
    owner: Owner
    path: str
    """Where a module keeps it, as one would write it."""
    told: bool = False
    """Whether its owner is blamed already."""


class Bindings:
    """Remembers bindings as long as the objects live."""

    def __init__(self) -> None:
        self._notes: dict[int, Binding] = {}

    def __bool__(self) -> bool:
        """Say whether there are any."""
        return bool(self._notes)

    def note(self, thing: Any, owner: Owner, path: str) -> None:
        """Remember by whom an object was bound; a later binding counts more."""
        self._notes[id(thing)] = Binding(ref(thing), owner, path)

    def of(self, thing: object) -> Binding | None:
        """Return the note about an object."""
        return self.at(id(thing))

    def at(self, address: int) -> Binding | None:
        """Return the note about the object at an address, if it still lives there."""
        note = self._notes.get(address)
        return None if note is None or id(note.kept()) != address else note


_bindings = Shared(lambda _: Bindings())


def bindings_of(session: Host) -> Bindings:
    """Return the notes of a session."""
    return _bindings.of(session)
