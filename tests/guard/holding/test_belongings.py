from __future__ import annotations

from weakref import ref

from asyncproof.guard import Owner
from asyncproof.guard.holding.belongings import Belongings
from asyncproof.guard.holding.making import Making

MAKING = Making(None, "app", frozenset(), at_import=False)


class Thing:
    pass


def test_what_an_owner_made_is_given_once() -> None:
    """When an owner ends its notes are handed out, and nobody else's."""
    belongings, mine, others = Belongings(), Thing(), Thing()
    first, second = Owner("a"), Owner("a")
    belongings.note(mine, first, MAKING, "fact")
    belongings.note(others, second, MAKING)
    assert [(note.thing(), note.facts) for note in belongings.take(first)] == [(mine, "fact")]
    assert belongings.take(first) == []
    assert [note.thing() for note in belongings] == [others]


def test_keeps_nothing_alive() -> None:
    """A note outlives its thing, but does not hold it."""
    belongings, thing = Belongings(), Thing()
    note = belongings.note(thing, Owner("a"), MAKING)
    del thing
    assert note.thing() is None


def test_what_has_no_room_for_weak_references_is_held() -> None:
    """A list can't be watched, so it is held until its owner ends, and no longer."""
    belongings, owner, thing = Belongings(), Owner("a"), Thing()
    watched = ref(thing)
    belongings.note([thing], owner, MAKING)
    del thing
    assert [note.thing() for note in belongings.take(owner)] == [[watched()]]
    assert watched() is None


def test_very_many_dead_ones_are_forgotten() -> None:
    """An owner that lives long and makes very many does not fill the memory."""
    belongings, owner = Belongings(), Owner("wide", scope="session")
    for _ in range(1000):
        belongings.note(Thing(), owner, MAKING)
    assert len(belongings) < 100


def test_a_thing_that_dies_is_dropped() -> None:
    """What is gone is forgotten, and its note comes back a last time."""
    belongings, thing = Belongings(), Thing()
    note = belongings.note(thing, Owner("a"), MAKING)
    assert belongings.of(thing) is note
    assert belongings.drop(thing) is note
    assert belongings.drop(thing) is None
    assert len(belongings) == 0
