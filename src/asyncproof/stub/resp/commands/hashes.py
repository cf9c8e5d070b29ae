"""Commands for hashes: keys that have fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.stub.resp.store import CommandError, whole

if TYPE_CHECKING:
    from asyncproof.stub.resp.store import Store


def hset(store: Store, key: bytes, field: bytes, value: bytes, *pairs: bytes) -> Any:
    """Set fields, and return how many are new."""
    if len(pairs) % 2:
        raise CommandError("ERR wrong number of arguments for 'hset' command")
    words = (field, value, *pairs)
    fields = store.make(key, dict)
    before = len(fields)
    fields.update(zip(words[::2], words[1::2], strict=True))
    return len(fields) - before


def hsetnx(store: Store, key: bytes, field: bytes, value: bytes) -> Any:
    """Set a field that is not there."""
    if field in _fields(store, key):
        return 0
    return hset(store, key, field, value)


def hget(store: Store, key: bytes, field: bytes) -> Any:
    """Return a field."""
    return _fields(store, key).get(field)


def hmget(store: Store, key: bytes, field: bytes, *fields: bytes) -> Any:
    """Return several fields."""
    there = _fields(store, key)
    return [there.get(each) for each in (field, *fields)]


def hgetall(store: Store, key: bytes) -> Any:
    """Return all fields."""
    return dict(_fields(store, key))


def hdel(store: Store, key: bytes, field: bytes, *fields: bytes) -> Any:
    """Forget fields, and return how many were there."""
    there = _fields(store, key)
    gone = sum(there.pop(each, None) is not None for each in (field, *fields))
    if gone:
        store.changed(key)
    store.tidy(key)
    return gone


def hexists(store: Store, key: bytes, field: bytes) -> Any:
    """Say whether there is a field."""
    return int(field in _fields(store, key))


def hkeys(store: Store, key: bytes) -> Any:
    """Return the names of the fields."""
    return list(_fields(store, key))


def hvals(store: Store, key: bytes) -> Any:
    """Return the values of the fields."""
    return list(_fields(store, key).values())


def hlen(store: Store, key: bytes) -> Any:
    """Return how many fields there are."""
    return len(_fields(store, key))


def hincrby(store: Store, key: bytes, field: bytes, by: bytes) -> Any:
    """Add to a whole number in a field."""
    try:
        number = whole(_fields(store, key).get(field, b"0"))
    except CommandError:
        raise CommandError("ERR hash value is not an integer") from None
    number += whole(by)
    store.make(key, dict)[field] = b"%d" % number
    return number


def _fields(store: Store, key: bytes) -> dict[bytes, bytes]:
    return store.find(key, dict) or {}
