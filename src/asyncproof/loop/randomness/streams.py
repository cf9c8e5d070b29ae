"""What a seed gives: endless streams of bytes and numbers, one for each purpose."""

from __future__ import annotations

import hashlib
import random
import sys
import threading
from typing import Any

_seed_generator = random.Random.seed
SHARED: Any = getattr(random.seed, "__self__", None)
"""The generator behind the functions of `random`."""


class Randomness:
    """The streams of one seed; one more draw for a purpose does not change what the others get."""

    def __init__(self, seed: int) -> None:
        """Stand at the beginning of every stream of this seed."""
        self._lock = threading.Lock()
        self._counts: dict[str, int] = {}
        self._seed = seed

    def restart(self, seed: int) -> None:
        """Begin another run inside the same block, at a fraction of the price of leaving and entering it."""
        with self._lock:
            self._counts.clear()
            self._seed = seed
        self.seed_shared()

    def seed_shared(self) -> None:
        """Seed the generator behind the functions of `random`, and numpy's if numpy is imported."""
        _seed_generator(SHARED, self.number("random", 16))
        numpy_random = sys.modules.get("numpy.random")
        if numpy_random is not None:
            numpy_random.seed(self.number("numpy", 4))

    def drawn(self) -> dict[str, int]:
        """Return how often each purpose has been asked for."""
        return dict(self._counts)

    def octets(self, purpose: str, size: int) -> bytes:
        """Return the next bytes for a purpose."""
        # A hash of names and counts needs no set-up, and is the same in every process and on every Python.
        name = f"asyncproof {self._seed} {purpose} {self.count(purpose)}"
        return hashlib.shake_128(name.encode()).digest(size)

    def number(self, purpose: str, size: int) -> int:
        """Return the next number of so many bytes for a purpose."""
        return int.from_bytes(self.octets(purpose, size), "big")

    def count(self, purpose: str) -> int:
        """Return how often this purpose has been asked for before."""
        with self._lock:
            count = self._counts.get(purpose, 0)
            self._counts[purpose] = count + 1
        return count
