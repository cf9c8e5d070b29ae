"""What the command line and the configuration file say of the guards, read and checked before tests run."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import pytest

from asyncproof.guard import Rules
from asyncproof.guard.sayings import SayingError, check_allowed, read_levels, read_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from asyncproof.guard import Level
    from asyncproof.guard.ruling.folders import Folder

T = TypeVar("T")
_SETTINGS = pytest.StashKey["GuardSettings"]()
GUARDS = "asyncproof_guards"
ALLOW = "asyncproof_allow"


class GuardSettings(NamedTuple):
    """Levels for the run, for folders and from the command line, and what the guards are to let pass."""

    rootpath: Path
    folders: tuple[Folder, ...] = ()
    """Levels with the folders they are for; those for all have an empty pattern."""
    typed: Mapping[str, Level] = MappingProxyType({})
    """What stands on the command line: it is about this run, and beats the file."""
    allowed: tuple[str, ...] = ()

    def rules_for(self, path: Path) -> Rules:
        """Return the rules for a file or a folder; marks may say more."""
        try:
            parts = path.relative_to(self.rootpath).parts
        except ValueError:  # a file from elsewhere
            parts = ()
        near: dict[int, dict[str, Level]] = {}
        for folder in self.folders:
            reach = folder.reach(parts)
            if reach is not None:
                near.setdefault(reach, {}).update(folder.levels)
        said = (*(near[reach] for reach in sorted(near)), self.typed)
        return Rules(tuple(levels for levels in said if levels), self.allowed)


def guard_settings(config: pytest.Config) -> GuardSettings:
    """Return what is said of the guards, read once a run."""
    settings = config.stash.get(_SETTINGS, None)
    if settings is None:
        settings = config.stash[_SETTINGS] = _read(config)
    return settings


def _read(config: pytest.Config) -> GuardSettings:
    said = _each(f"{GUARDS} in {_file(config)}", config.getini(GUARDS), read_line)
    typed = _each("--guard", config.getoption("guard") or (), read_levels)
    allowed = config.getini(ALLOW)
    _each(f"{ALLOW} in {_file(config)}", allowed, check_allowed)
    return GuardSettings(
        rootpath=config.rootpath,
        folders=tuple(said),
        typed={name: level for levels in typed for name, level in levels.items()},
        allowed=tuple(line.strip() for line in allowed if line.strip()),
    )


def _file(config: pytest.Config) -> object:
    return config.inipath or "the options"


def _each(where: str, lines: Iterable[str], read: Callable[[str], T]) -> list[T]:
    """Read line by line; what is wrong stops the run before it starts."""
    found: list[T] = []
    for line in lines:
        if not line.strip():
            continue
        try:
            found.append(read(line.strip()))
        except SayingError as error:
            problem = f"{where}: {line.strip()!r}: {error}"
            raise pytest.UsageError(problem) from None
    return found
