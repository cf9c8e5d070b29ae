"""Commands for strings and counters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.stub.resp.store import CommandError, real, whole
from asyncproof.stub.resp.wire import OK

if TYPE_CHECKING:
    from asyncproof.stub.resp.store import Store

MILLI = 1000


def get(store: Store, key: bytes) -> Any:
    """Return a string."""
    return store.find(key, bytes)


def set_(store: Store, key: bytes, value: bytes, *options: bytes) -> Any:
    """Set a string, if NX or XX allow it, for EX seconds or PX milliseconds; GET returns the old one."""
    words = [option.upper() for option in options]
    seconds = _take_seconds(words)
    unknown = set(words) - {b"NX", b"XX", b"GET", b"KEEPTTL"}
    if unknown or {b"NX", b"XX"} <= set(words) or (seconds is not None and b"KEEPTTL" in words):
        raise CommandError("ERR syntax error")
    old = store.find(key, bytes) if b"GET" in words else None
    allowed = not (b"NX" in words and store.has(key)) and not (b"XX" in words and not store.has(key))
    if allowed:
        store.put(key, value, keep_end=b"KEEPTTL" in words)
        if seconds is not None:
            store.expire(key, seconds)
    if b"GET" in words:
        return old
    return OK if allowed else None


def _take_seconds(words: list[bytes]) -> float | None:
    """Take EX and PX with their numbers out of the words."""
    for name, unit in ((b"EX", 1), (b"PX", MILLI)):
        if name in words:
            at = words.index(name)
            number = words[at + 1 : at + 2]
            if not number:
                raise CommandError("ERR syntax error")
            del words[at : at + 2]
            return _lifetime(number[0], unit, "set")
    return None


def _lifetime(text: bytes, unit: int, command: str) -> float:
    number = whole(text)
    if number <= 0:
        raise CommandError(f"ERR invalid expire time in '{command}' command")
    return number / unit


def setex(store: Store, key: bytes, seconds: bytes, value: bytes) -> Any:
    """Set a string for so many seconds."""
    lifetime = _lifetime(seconds, 1, "setex")
    store.put(key, value)
    store.expire(key, lifetime)
    return OK


def psetex(store: Store, key: bytes, milliseconds: bytes, value: bytes) -> Any:
    """Set a string for so many milliseconds."""
    lifetime = _lifetime(milliseconds, MILLI, "psetex")
    store.put(key, value)
    store.expire(key, lifetime)
    return OK


def setnx(store: Store, key: bytes, value: bytes) -> Any:
    """Set a string that is not there."""
    return int(set_(store, key, value, b"NX") is OK)


def getset(store: Store, key: bytes, value: bytes) -> Any:
    """Set a string and return the old one."""
    return set_(store, key, value, b"GET")


def getdel(store: Store, key: bytes) -> Any:
    """Return a string and forget it."""
    value = store.find(key, bytes)
    store.drop(key)
    return value


def mget(store: Store, key: bytes, *keys: bytes) -> Any:
    """Return several strings; what is none of them is nothing."""
    return [store.find(each, bytes) if store.kind_of(each) is bytes else None for each in (key, *keys)]


def mset(store: Store, key: bytes, value: bytes, *pairs: bytes) -> Any:
    """Set several strings."""
    if len(pairs) % 2:
        raise CommandError("ERR wrong number of arguments for 'mset' command")
    words = (key, value, *pairs)
    for each, text in zip(words[::2], words[1::2], strict=True):
        store.put(each, text)
    return OK


def incrby(store: Store, key: bytes, by: bytes) -> Any:
    """Add to a whole number."""
    return _add(store, key, whole(by))


def incr(store: Store, key: bytes) -> Any:
    """Add one."""
    return _add(store, key, 1)


def decrby(store: Store, key: bytes, by: bytes) -> Any:
    """Take from a whole number."""
    return _add(store, key, -whole(by))


def decr(store: Store, key: bytes) -> Any:
    """Take one away."""
    return _add(store, key, -1)


def _add(store: Store, key: bytes, by: int) -> int:
    number = whole(store.find(key, bytes) or b"0") + by
    store.put(key, b"%d" % number, keep_end=True)
    return number


def incrbyfloat(store: Store, key: bytes, by: bytes) -> Any:
    """Add to a number with a point."""
    number = real(store.find(key, bytes) or b"0") + real(by)
    text = f"{number:.17g}".encode()
    store.put(key, text, keep_end=True)
    return text


def append(store: Store, key: bytes, value: bytes) -> Any:
    """Add to the end of a string."""
    text = (store.find(key, bytes) or b"") + value
    store.put(key, text, keep_end=True)
    return len(text)


def strlen(store: Store, key: bytes) -> Any:
    """Return how long a string is."""
    return len(store.find(key, bytes) or b"")
