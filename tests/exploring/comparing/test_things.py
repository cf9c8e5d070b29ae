"""Objects by numbers."""

from __future__ import annotations

import asyncio
import gc
import weakref

from asyncproof.exploring.comparing.things import Things


class Thing:
    """Something that can be pointed at weakly."""


def test_one_object_has_one_number() -> None:
    """Whatever part of it is meant, and no other object has it."""
    things, one, other = Things(), Thing(), Thing()
    assert things.of(one, ".a").number == things.of(one, None).number != things.of(other, None).number


def test_a_condition_is_its_lock() -> None:
    """Who takes the lock meets whoever waits for the condition."""
    things, lock = Things(), asyncio.Lock()
    condition = asyncio.Condition(lock)
    assert things.of(condition, None) == things.of(lock, None)


def test_nothing_is_kept_alive_that_need_not_be() -> None:
    """An object dies when it would die; the next one at its address has another number."""
    things, thing = Things(), Thing()
    number, pointer = things.of(thing, None).number, weakref.ref(thing)
    del thing
    gc.collect()
    assert pointer() is None
    assert all(things.of(each, None).number != number for each in [Thing() for _ in range(50)])


def test_a_list_is_kept() -> None:
    """What can't be pointed at weakly would leave its address to others."""
    things = Things()
    numbers = {things.of([], None).number for _ in range(50)}
    assert len(numbers) == 50
