"""Numbers for the objects of a run, by which they are told apart, and are not kept alive if that can be.

To keep an object alive might change the run: what is closed or told when an object dies would come late.
Lists, dicts and the cells of variables can't be pointed at weakly. They are kept.
"""

from __future__ import annotations

import weakref
from typing import Any

from asyncproof.exploring.comparing.touch import Thing
from asyncproof.loop.waits.identity import keys


class Things:
    """Gives every object a number, and never the same one to two."""

    def __init__(self) -> None:
        """Begin with none."""
        self._numbers: dict[int, int] = {}
        self._pointers: dict[int, object] = {}
        self._count = 0

    def of(self, thing: Any, part: str | None) -> Thing:
        """Return an object, or a part of it; a condition and its lock are one."""
        addresses = keys(thing)
        address = addresses[-1]
        if address not in self._numbers:
            self._count += 1
            self._numbers[address] = self._count
            self._pointers[address] = self._pointer(thing, address)
        return Thing(self._numbers[address], part)

    def _pointer(self, thing: Any, address: int) -> object:
        if address != id(thing):
            return thing  # what it shares lives as long as it does
        try:
            return weakref.ref(thing, lambda _: self._forget(address))
        except TypeError:
            return thing

    def _forget(self, address: int) -> None:
        self._numbers.pop(address, None)
        self._pointers.pop(address, None)
