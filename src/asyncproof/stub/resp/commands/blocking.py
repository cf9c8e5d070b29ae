"""Commands that wait for a list to have something; here is what they do once it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.stub.resp.commands.lists import lpop, rpop
from asyncproof.stub.resp.store import CommandError

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.stub.resp.store import Store


def blpop(store: Store, key: bytes, word: bytes, *words: bytes) -> Any:
    """Take the first value of the first list that has one; the last word is how long to wait."""
    return _pop(store, (key, word, *words), lpop)


def brpop(store: Store, key: bytes, word: bytes, *words: bytes) -> Any:
    """Take the last value of the first list that has one."""
    return _pop(store, (key, word, *words), rpop)


def _pop(store: Store, words: tuple[bytes, ...], pop: Callable[[Store, bytes], Any]) -> Any:
    _check_patience(words)
    for key in words[:-1]:
        value = pop(store, key)
        if value is not None:
            return [key, value]
    return None


def _check_patience(words: tuple[bytes, ...]) -> None:
    """Refuse what is no time to wait."""
    try:
        seconds = float(words[-1])
    except ValueError:
        raise CommandError("ERR timeout is not a float or out of range") from None
    if seconds < 0:
        raise CommandError("ERR timeout is negative")
