"""Commands for keys of any kind: whether they are there, and until when."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from asyncproof.stub.resp.store import CommandError, whole
from asyncproof.stub.resp.wire import OK, Status

if TYPE_CHECKING:
    from asyncproof.stub.resp.store import Store

KINDS: dict[type | None, str] = {bytes: "string", dict: "hash", list: "list", set: "set", None: "none"}
FOR_EVER = -1
NOT_THERE = -2


def del_(store: Store, key: bytes, *keys: bytes) -> Any:
    """Forget keys, and return how many were there."""
    return sum(store.drop(each) for each in (key, *keys))


def unlink(store: Store, key: bytes, *keys: bytes) -> Any:
    """Do what DEL does."""
    return del_(store, key, *keys)


def exists(store: Store, key: bytes, *keys: bytes) -> Any:
    """Return how many of the keys are there."""
    return sum(store.has(each) for each in (key, *keys))


def expire(store: Store, key: bytes, seconds: bytes) -> Any:
    """Let a key live so many seconds more."""
    return int(store.expire(key, whole(seconds)))


def pexpire(store: Store, key: bytes, milliseconds: bytes) -> Any:
    """Let a key live so many milliseconds more."""
    return int(store.expire(key, whole(milliseconds) / 1000))


def persist(store: Store, key: bytes) -> Any:
    """Let a key live for ever."""
    return int(store.persist(key))


def ttl(store: Store, key: bytes) -> Any:
    """Return how many seconds a key has left."""
    left = pttl(store, key)
    return left if left < 0 else (left + 500) // 1000


def pttl(store: Store, key: bytes) -> Any:
    """Return how many milliseconds a key has left."""
    if not store.has(key):
        return NOT_THERE
    left = store.left(key)
    return FOR_EVER if left is None else round(left * 1000)


def type_(store: Store, key: bytes) -> Any:
    """Return which kind of value a key has."""
    return Status(KINDS[store.kind_of(key)])


def rename(store: Store, key: bytes, new: bytes) -> Any:
    """Give a key another name, with the time that it has left."""
    kind = store.kind_of(key)
    if kind is None:
        raise CommandError("ERR no such key")
    value, left = store.find(key, kind), store.left(key)
    store.drop(key)
    store.put(new, value)
    if left is not None:
        store.expire(new, left)
    return OK


def keys(store: Store, pattern: bytes) -> Any:
    """Return the keys that are as a pattern says."""
    return [key for key in store.names() if fnmatchcase(key.decode("latin-1"), pattern.decode("latin-1"))]


def scan(store: Store, cursor: bytes, *options: bytes) -> Any:
    """Return all keys at once; MATCH chooses among them, COUNT changes nothing."""
    whole(cursor)
    said = {option.upper(): value for option, value in zip(options[::2], options[1::2], strict=False)}
    if len(options) % 2 or set(said) - {b"MATCH", b"COUNT"}:
        raise CommandError("ERR syntax error")
    return [b"0", keys(store, said.get(b"MATCH", b"*"))]


def dbsize(store: Store) -> Any:
    """Return how many keys there are."""
    return len(store.names())


def flushdb(store: Store, *options: bytes) -> Any:
    """Forget everything."""
    del options
    store.clear()
    return OK
