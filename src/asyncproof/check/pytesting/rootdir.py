"""Finds pytest's rootdir and configuration file for a folder of tests, as pytest 9 does when run on it.

pytest looks upwards for a file that configures it; without one, for a `pyproject.toml`, then a `setup.py`.
What is left is the top of the repository, where a user would stand. Each folder is looked at once.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import IntEnum

from asyncproof.check.pytesting.settings import NAMES, Settings, read_settings


class _Why(IntEnum):
    """What makes a folder the rootdir, the best first."""

    CONFIGURED = 0
    PROJECT = 1
    SETUP = 2
    REPOSITORY = 3
    NOTHING = 4


@dataclass(frozen=True, slots=True)
class Root:
    """A rootdir, and what is said there."""

    rootdir: str
    settings: Settings | None
    """What configures pytest, None if nothing does."""
    why: int


class Rootdirs:
    """Finds rootdirs, and remembers what it saw in each folder."""

    def __init__(self) -> None:
        self._known: dict[str, Root] = {}

    def of(self, folder: str) -> Root:
        """Return the rootdir for tests in *folder*, an absolute path."""
        unknown: list[str] = []
        here = folder
        while here not in self._known:
            unknown.append(here)
            parent = os.path.dirname(here)
            if parent == here:
                break
            here = parent
        above = self._known.get(here)
        for place in reversed(unknown):
            above = self._known[place] = _look(place, above)
        found = self._known[folder]
        # Without any sign of a project the folder itself is as good a guess as another.
        return Root(folder, None, found.why) if found.why == _Why.NOTHING else found


def _look(folder: str, above: Root | None) -> Root:
    """Return the rootdir of a folder, given that of the folder above it."""
    try:
        with os.scandir(folder) as entries:
            names = {entry.name for entry in entries}
    except OSError:
        names = set()
    for name in NAMES:
        path = os.path.join(folder, name)
        if name in names and os.path.isfile(path):
            settings = read_settings(path)
            if settings is not None:
                return Root(folder, settings, _Why.CONFIGURED)
    for why, name in ((_Why.PROJECT, "pyproject.toml"), (_Why.SETUP, "setup.py"), (_Why.REPOSITORY, ".git")):
        if above is not None and above.why < why:
            return above
        if name in names:
            return Root(folder, None, why)
        if above is not None and above.why == why:
            return above
    return Root(folder, None, _Why.NOTHING)
