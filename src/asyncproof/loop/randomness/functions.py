"""Stand-ins for the functions through which Python code gets real randomness."""

from __future__ import annotations

import os
import random
from typing import Any

from asyncproof.loop.randomness import state
from asyncproof.loop.randomness.streams import SHARED

URANDOM = os.urandom
GETRANDOM: Any = getattr(os, "getrandom", None)
"""Linux has it, other systems do not."""
SEED_FUNCTION = random.seed
SEED_METHOD = random.Random.seed


def urandom(size: int) -> bytes:
    """Stand in for `os.urandom`, on which `secrets`, `SystemRandom` and `uuid4` rest."""
    active = state.active
    return URANDOM(size) if active is None or size < 0 else active.octets("bytes", size)


def getrandom(size: int, flags: int = 0) -> bytes:
    """Stand in for `os.getrandom`."""
    active = state.active
    drawn: bytes = GETRANDOM(size, flags) if active is None or size < 0 else active.octets("bytes", size)
    return drawn


def seed_method(self: random.Random, a: Any = None, version: int = 2) -> None:
    """Stand in for `Random.seed`, which every new generator calls."""
    active = state.active
    SEED_METHOD(self, active.number("seeds", 16) if a is None and active is not None else a, version)


def seed_function(a: Any = None, version: int = 2) -> None:
    """Stand in for `random.seed`."""
    seed_method(SHARED, a, version)
