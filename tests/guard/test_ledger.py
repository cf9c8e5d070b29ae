from __future__ import annotations

import threading

from asyncproof.guard import Owner
from asyncproof.guard.ledger import Ledger
from asyncproof.guard.origin import Origin


class Thing:
    pass


def test_remembers_who_made_what_and_where() -> None:
    """A note has the maker and the line; the first one stays."""
    ledger, thing, owner, origin = Ledger(), Thing(), Owner("a"), Origin("x.py", 3, "f")
    ledger.note(thing, owner, origin)
    ledger.note(thing, Owner("b"))
    entry = ledger.of(thing)
    assert entry is not None
    assert (entry.owner, entry.origin, entry.thing()) == (owner, origin, thing)


def test_gives_a_thing_to_another() -> None:
    """Who is to be judged for a thing can change, whether it was noted before or not."""
    ledger, thing, other, owner = Ledger(), Thing(), Thing(), Owner("b")
    ledger.note(thing, Owner("a"))
    ledger.give(thing, owner)
    ledger.give(other, owner)
    assert {one for one, _ in ledger.made_by(owner)} == {thing, other}


def test_keeps_nothing_alive() -> None:
    """A thing that dies takes its note along."""
    ledger, thing, owner = Ledger(), Thing(), Owner("a")
    ledger.note(thing, owner)
    assert len(ledger) == 1
    del thing
    assert len(ledger) == 0
    assert not list(ledger.made_by(owner))


def test_what_has_no_room_for_weak_references_is_not_noted() -> None:
    """A list can't be watched, and is no error."""
    ledger = Ledger()
    ledger.note([], Owner("a"))
    assert len(ledger) == 0


def test_an_address_that_is_used_again_is_another_thing() -> None:
    """A note is about one object, never about what is made later in its place."""
    ledger = Ledger()
    for _ in range(100):
        thing = Thing()
        assert ledger.of(thing) is None
        ledger.note(thing, None)
        del thing


def test_lists_what_an_owner_made() -> None:
    """Owners are told apart by who they are, not by name."""
    ledger, first, second = Ledger(), Owner("same"), Owner("same")
    things = [Thing(), Thing()]
    ledger.note(things[0], first)
    ledger.note(things[1], second)
    assert [thing for thing, _ in ledger.made_by(first)] == things[:1]


def test_what_has_no_room_for_weak_references_is_given_to_nobody() -> None:
    """It is no error, and nothing is noted."""
    ledger, owner = Ledger(), Owner("a")
    ledger.give([], owner)
    assert not list(ledger.made_by(owner))


def test_a_thread_works_for_who_has_started_it() -> None:
    """As far as anybody has noted it."""
    ledger, owner = Ledger(), Owner("test")
    assert ledger.owner_of_thread() is None
    ledger.note(threading.current_thread(), owner)
    assert ledger.owner_of_thread() is owner
