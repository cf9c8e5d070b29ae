"""Writes down all that objects lead to: two writings are the same only if the objects are alike."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from asyncproof.exploring.states.taking import PLAIN, take
from asyncproof.exploring.states.visible import Unseen

MOST = 20_000
"""To look through more objects takes longer than it saves."""

NOT_REACHED = float("inf")


class Writing:
    """What was written down: each object once, in the order in which it was come to; then by its number.

    So it does not matter where in memory something lies, and it does matter what is one and the same thing.
    """

    def __init__(self) -> None:
        """Begin with nothing written."""
        self._words: list[str] = []
        self._numbers: dict[int, int] = {}
        self._kept: list[Any] = []
        """All that has a number: else something new might come to lie where it was."""

    def add(self, *roots: Any) -> None:
        """Write down some objects and all that they lead to, or raise `Unseen`."""
        words, numbers, coming = self._words, self._numbers, list(reversed(roots))
        while coming:
            one = coming.pop()
            if type(one) in PLAIN:
                words.append(repr(one))
                continue
            number = numbers.get(id(one))
            if number is not None:
                words.append(f"#{number}")
                continue
            if len(numbers) == MOST:
                raise Unseen(f"more than {MOST:,} objects")
            numbers[id(one)] = len(numbers)
            self._kept.append(one)
            what, inside = take(one)
            words.append(f"{what} ({len(inside)}")
            coming.extend(reversed(inside))

    def number_of(self, one: Any) -> float:
        """Return the number of an object; one that was not come to has the last."""
        return self._numbers.get(id(one), NOT_REACHED)

    def digest(self) -> bytes:
        """Return what stands for all of it."""
        return blake2b("\n".join(self._words).encode("utf-8", "surrogatepass"), digest_size=16).digest()
