from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from asyncproof.guard.young import Young, is_collecting


class Thing:
    """An object of interest."""


class Other:
    """An object of no interest."""


@pytest.fixture
def young() -> Iterator[Young]:
    """One that looks for things."""
    one = Young(lambda kind: kind is Thing)
    one.settle()
    one.start()
    yield one
    one.stop()


def test_finds_what_was_made_since_the_last_look(young: Young) -> None:
    """Only objects of interest, and each only once."""
    thing, _ = Thing(), Other()
    assert young.take() == [thing]
    young.settle()
    assert young.take() == []
    other = Thing()
    assert young.take() == [other]


def test_finds_what_lives_in_a_circle(young: Young) -> None:
    """Garbage that only the collector would find is young as well."""
    thing = Thing()
    thing.me = thing
    dead = weakref.ref(thing)
    del thing
    assert [type(one) for one in young.take()] == [Thing]
    young.settle()
    assert dead() is None


@pytest.mark.parametrize("generation", [0, 1, 2])
def test_finds_what_the_collector_made_old_in_between(young: Young, generation: int) -> None:
    """A collection during a test hides nothing."""
    thing = Thing()
    gc.collect(generation)
    gc.collect(generation)
    assert young.take() == [thing]


def test_keeps_nothing_alive(young: Young) -> None:
    """What it has noted may die."""
    thing = Thing()
    dead = weakref.ref(thing)
    gc.collect(1)
    del thing
    assert dead() is None
    assert young.take() == []


def test_holds_what_is_garbage_until_it_is_taken(young: Young) -> None:
    """A failure is reported before its test is judged, and meanwhile the collector may come by."""
    thing = Thing()
    thing.me = thing
    dead = weakref.ref(thing)
    young.pause()
    assert not gc.isenabled()
    young.go_on(lambda one: isinstance(one, Thing))
    assert gc.isenabled()
    del thing
    gc.collect()
    assert young.take() == [dead()]
    young.settle()
    gc.collect()
    assert dead() is None


def test_a_test_that_has_switched_the_collector_off_finds_it_off(young: Young) -> None:
    """What is paused goes on as it was before."""
    gc.disable()
    try:
        young.pause()
        young.go_on()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_pause_is_nobodys_wish(young: Young) -> None:
    """Who asks meanwhile whether garbage is collected hears what holds otherwise."""
    assert is_collecting()
    young.pause()
    assert is_collecting()
    young.go_on()
    gc.disable()
    try:
        assert not is_collecting()
    finally:
        gc.enable()


def test_many_classes_are_no_burden(young: Young) -> None:
    """Classes that tests make are not kept for ever."""
    classes = [type(f"Made{number}", (), {}) for number in range(4100)]
    things = [made() for made in classes]
    assert young.take() == []
    assert len(things) == len(classes)
    gone = weakref.ref(classes[0])
    thing = Thing()
    del classes, things
    assert young.take() == [thing]
    assert gone is not None


def test_leaves_no_callback_behind() -> None:
    """After its end the collector is as before."""
    before = list(gc.callbacks)
    one = Young(lambda _: True)
    one.start()
    one.stop()
    assert gc.callbacks == before
