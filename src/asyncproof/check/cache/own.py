"""What our own code is like: what another version of it has found does not count."""

from __future__ import annotations

import os
from functools import cache

from asyncproof.check.cache.folder import digest_of

PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PARTS = ("check", "cli", "core")
"""The parts of ours that what is found and shown depends on."""
_ENDINGS = (".py", ".pyi")


def sources() -> dict[str, list[str]]:
    """Return the names of our own source files, by their folders."""
    found: dict[str, list[str]] = {}
    for part in PARTS:
        for folder, _, names in os.walk(os.path.join(PACKAGE, part)):
            inside = sorted(name for name in names if name.endswith(_ENDINGS))
            if inside:
                found[folder] = inside
    return found


@cache
def stamp() -> str:
    """Return what changes when one of our own files does."""
    states = []
    for folder, names in sorted(sources().items()):
        for name in names:
            state = os.stat(os.path.join(folder, name))
            states.append((folder, name, state.st_mtime_ns, state.st_size))
    return digest_of(repr(states).encode()).hex()
