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
    assert belongings.drop(thing) is note
    assert belongings.drop(thing) is None
    assert len(belongings) == 0


def test_what_has_died_unheard_is_not_taken_for_what_came_after_it() -> None:
    """Of two notes about one address the younger one is about what dies there now, whoever made it."""
    belongings, thing = Belongings(), Thing()
    first, second = Owner("a"), Owner("b")
    for owner in (first, second):
        older = belongings.note(Thing(), owner, MAKING)
        older.key = id(thing)
    note = belongings.note(thing, second, MAKING)
    assert belongings.drop(thing) is note
    assert belongings.drop(note) is None
    assert [one.owner for one in belongings] == [first, second]


def test_one_whose_end_is_heard_is_found_by_its_address() -> None:
    """What has no room for weak references need not be held where its end is heard of."""
    belongings, owner, things = Belongings(), Owner("a"), [[1], [2]]
    notes = [belongings.note(thing, owner, MAKING, is_heard=True) for thing in things]
    assert [note.thing() for note in notes] == things
    assert notes[0].thing() is things[0]
    assert belongings.drop(things[1]) is notes[1]
    assert list(belongings) == notes[:1]
