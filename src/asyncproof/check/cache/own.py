"""What our own code is like: what another version of it has found does not count."""

from __future__ import annotations

import os
from functools import cache

from asyncproof._version import __version__
from asyncproof.check.cache.folder import digest_of

PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PARTS = ("check", "cli", "core")
"""The parts of ours that what is found and shown depends on."""
RECORD = os.path.join(os.path.dirname(PACKAGE), f"asyncproof-{__version__}.dist-info", "RECORD")
"""What an installer writes beside the package, anew each time: it stands for all files of the package."""
_CODE, _DATA = ".py", ".pyi"


def sources() -> dict[str, list[str]]:
    """Return the names of our own source files, by their folders; of an installed package its record."""
    if os.path.exists(RECORD):
        folder, name = os.path.split(RECORD)
        return {folder: [name]}
    found: dict[str, list[str]] = {}
    for part in PARTS:
        for folder, _, names in os.walk(os.path.join(PACKAGE, part)):
            inside = sorted(name for name in names if name.endswith((_CODE, _DATA)))
            if inside:
                found[folder] = inside
    return found


def code() -> dict[str, list[str]]:
    """Return those that a run needs, read or not: a stub that was not read had no part in it."""
    found = {
        folder: [name for name in names if not name.endswith(_DATA)] for folder, names in sources().items()
    }
    return {folder: names for folder, names in found.items() if names}


def is_recorded(folder: str) -> bool:
    """Tell whether a folder is one of ours, and what is in it is told by the record."""
    return f"{folder}{os.sep}".startswith(PACKAGE + os.sep) and os.path.exists(RECORD)


@cache
def stamp() -> str:
    """Return what changes when one of our own files does."""
    states = []
    for folder, names in sorted(sources().items()):
        for name in names:
            state = os.stat(os.path.join(folder, name))
            states.append((folder, name, state.st_mtime_ns, state.st_size))
    return digest_of(repr(states).encode()).hex()
