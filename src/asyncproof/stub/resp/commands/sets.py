"""Commands for sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asyncproof.stub.resp.store import Store


def sadd(store: Store, key: bytes, member: bytes, *members: bytes) -> Any:
    """Add members, and return how many are new."""
    there = store.make(key, set)
    before = len(there)
    there.update((member, *members))
    return len(there) - before


def srem(store: Store, key: bytes, member: bytes, *members: bytes) -> Any:
    """Take members away, and return how many were there."""
    gone = _members(store, key) & {member, *members}
    if gone:
        there = store.make(key, set)
        there -= gone
    store.tidy(key)
    return len(gone)


def smembers(store: Store, key: bytes) -> Any:
    """Return all members."""
    return set(_members(store, key))


def sismember(store: Store, key: bytes, member: bytes) -> Any:
    """Say whether there is a member."""
    return int(member in _members(store, key))


def scard(store: Store, key: bytes) -> Any:
    """Return how many members there are."""
    return len(_members(store, key))


def sinter(store: Store, key: bytes, *keys: bytes) -> Any:
    """Return the members that are in all sets."""
    return _members(store, key).intersection(*(_members(store, each) for each in keys))


def sunion(store: Store, key: bytes, *keys: bytes) -> Any:
    """Return the members that are in any set."""
    return _members(store, key).union(*(_members(store, each) for each in keys))


def sdiff(store: Store, key: bytes, *keys: bytes) -> Any:
    """Return the members that are in the first set only."""
    return _members(store, key).difference(*(_members(store, each) for each in keys))


def _members(store: Store, key: bytes) -> set[bytes]:
    return store.find(key, set) or set()
