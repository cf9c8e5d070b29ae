"""Tells who runs the tests when a part of ours is first used: it does not know them, they load it late."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_waiting: list[tuple[str, Callable[[], None]]] = []


def await_first_use(part: str, call: Callable[[], None]) -> None:
    """Have something called as soon as a part is used."""
    _waiting.append((part, call))


def forget_first_use(call: Callable[[], None]) -> None:
    """Have it called no more."""
    _waiting[:] = [(part, waiting) for part, waiting in _waiting if waiting != call]


def first_use(part: str) -> None:
    """Call those who wait for a part; the last to come is the run that is going on."""
    found = [call for name, call in _waiting if name == part]
    if found:
        forget_first_use(found[-1])
        found[-1]()
