"""Claims about when two objects are the same thing for who waits."""

from __future__ import annotations

import asyncio

import anyio

from asyncproof.loop.waits.identity import keys, same
from asyncproof.loop.waits.peek import MISSING


def test_a_condition_is_its_lock() -> None:
    """Holding a condition is holding its lock."""
    lock = asyncio.Lock()
    assert same(asyncio.Condition(lock), lock)
    assert not same(asyncio.Condition(), lock)


def test_two_ends_of_a_stream_are_one() -> None:
    """What is put into one end of a memory stream comes out of the other."""
    sender, receiver = anyio.create_memory_object_stream[int](0)
    other, unused = anyio.create_memory_object_stream[int](0)
    with sender, receiver, other, unused:
        assert same(sender, receiver)
        assert not same(sender, unused)


def test_other_things_are_only_themselves() -> None:
    """Equal is not the same, and what is missing is nothing."""
    assert same(keys, keys)
    assert not same([], [])
    assert not same(MISSING, MISSING)
    assert keys(asyncio.Condition) == (id(asyncio.Condition),)
