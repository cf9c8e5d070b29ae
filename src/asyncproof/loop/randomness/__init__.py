"""Seeded randomness for an explored run: what Python code draws is the same in every process."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from asyncproof.loop.randomness import installation, state
from asyncproof.loop.randomness.streams import Randomness

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Randomness", "seeded"]


@contextmanager
def seeded(seed: int) -> Iterator[Randomness]:
    """Let everything that Python code draws at random in this block follow from *seed*.

    That is `random`, unseeded `random.Random()`, `SystemRandom`, `secrets`, `os.urandom`, `uuid` and numpy's
    global generator. The names of temporary files stay random, and so does what C code draws for itself (TLS
    keys, hash seeds). At the end the generators go on where they were, and secrets are secret again, whatever
    happens. The block's value can `restart` with another seed, which is how many runs share one block.
    """
    randomness = Randomness(seed)
    installed = installation.Installation(randomness)
    state.claim(randomness)
    try:
        installed.put_in()
        yield randomness
    finally:
        state.release()
        installed.put_back()
