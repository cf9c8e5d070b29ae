"""Which randomness is active: at most one, because the functions it stands behind exist once in a process."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from asyncproof.core import UsageError

if TYPE_CHECKING:
    from asyncproof.loop.randomness.streams import Randomness

active: Randomness | None = None
"""Every stand-in asks this first: with None, `os.urandom` and all that rests on it is the machine's own."""

_claims = threading.Lock()


def claim(randomness: Randomness) -> None:
    """Make this randomness the active one, or say that there is one already."""
    global active  # noqa: PLW0603 - there is one per process, as there is one `os.urandom`
    with _claims:
        if active is not None:
            raise UsageError(
                "seeded() was entered while another seeded block is active in this process, and there can be "
                "only one. Use one block around both, and its restart(seed) between two runs."
            )
        active = randomness


def release() -> None:
    """Let nothing be seeded any more."""
    global active  # noqa: PLW0603 - as in claim
    active = None
