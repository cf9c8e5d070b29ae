"""Commands for lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.stub.resp.store import CommandError, whole

if TYPE_CHECKING:
    from asyncproof.stub.resp.store import Store


def lpush(store: Store, key: bytes, value: bytes, *values: bytes) -> Any:
    """Put values in front, one after the other."""
    items = store.make(key, list)
    for each in (value, *values):
        items.insert(0, each)
    return len(items)


def rpush(store: Store, key: bytes, value: bytes, *values: bytes) -> Any:
    """Put values at the end."""
    items = store.make(key, list)
    items.extend((value, *values))
    return len(items)


def lpop(store: Store, key: bytes, count: bytes | None = None) -> Any:
    """Take the first value, or so many of them."""
    return _pop(store, key, 0, count)


def rpop(store: Store, key: bytes, count: bytes | None = None) -> Any:
    """Take the last value, or so many of them."""
    return _pop(store, key, -1, count)


def _pop(store: Store, key: bytes, at: int, count: bytes | None) -> Any:
    number = 1 if count is None else whole(count)
    if number < 0:
        raise CommandError("ERR value is out of range, must be positive")
    if not _items(store, key):
        return None
    items = store.make(key, list)
    taken = [items.pop(at) for _ in range(min(number, len(items)))]
    store.tidy(key)
    return taken[0] if count is None else taken


def lrange(store: Store, key: bytes, start: bytes, stop: bytes) -> Any:
    """Return the values from one place to another, both counted in."""
    items = _items(store, key)
    first, last = (whole(each) + (len(items) if each.startswith(b"-") else 0) for each in (start, stop))
    return items[max(first, 0) : max(last + 1, 0)]


def lindex(store: Store, key: bytes, at: bytes) -> Any:
    """Return the value at a place."""
    found = lrange(store, key, at, at)
    return found[0] if found else None


def llen(store: Store, key: bytes) -> Any:
    """Return how many values there are."""
    return len(_items(store, key))


def lrem(store: Store, key: bytes, count: bytes, value: bytes) -> Any:
    """Take away values that are equal: so many from the front, or with a minus from the end, or all for 0."""
    number = whole(count)
    if not _items(store, key):
        return 0
    items = store.make(key, list)
    found = [at for at, item in enumerate(items) if item == value]
    chosen = found[number:] if number < 0 else found[: number or None]
    for at in reversed(chosen):
        del items[at]
    store.tidy(key)
    return len(chosen)


def _items(store: Store, key: bytes) -> list[bytes]:
    return store.find(key, list) or []
