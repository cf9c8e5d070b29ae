from __future__ import annotations

import asyncio

from asyncproof.guard import Owner, Session
from asyncproof.guard.holding.binding import Bindings, bindings_of


def test_notes_are_found_by_the_object_and_by_its_address() -> None:
    """The last who has bound it counts, and of another object nothing is known."""
    bindings = Bindings()
    assert not bindings
    lock = asyncio.Lock()
    bindings.note(lock, Owner("first"), "app.LOCK")
    bindings.note(lock, Owner("second"), "app.LOCK")
    note = bindings.of(lock)
    assert note is not None
    assert note.owner.name == "second"
    assert bindings.at(id(lock)) is note
    assert bindings.of(asyncio.Lock()) is None


def test_the_dead_are_forgotten() -> None:
    """What lives later at the same address is something else."""
    bindings = Bindings()
    lock = asyncio.Lock()
    address = id(lock)
    bindings.note(lock, Owner("first"), "app.LOCK")
    del lock
    assert bindings.at(address) is None


def test_each_session_has_its_own() -> None:
    """A run inside of a run does not see the notes of the outer one."""
    one, other = Session([]), Session([])
    assert bindings_of(one) is bindings_of(one)
    assert bindings_of(one) is not bindings_of(other)
