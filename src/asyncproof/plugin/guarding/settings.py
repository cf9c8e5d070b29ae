"""What the command line and the configuration file say of the guards, read and checked before tests run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

import pytest

from asyncproof.guard import Level, Rules, setting_names
from asyncproof.guard.rules import ALL
from asyncproof.plugin.guarding.folders import Folder
from asyncproof.plugin.guarding.names import hint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SETTINGS = pytest.StashKey["GuardSettings"]()
_LEVELS = "'error', 'warn' or 'off'"
GUARDS = "asyncproof_guards"
ALLOW = "asyncproof_allow"


@dataclass(frozen=True, slots=True)
class GuardSettings:
    """Levels for the run, for folders and from the command line, and what the guards are to let pass."""

    rootpath: Path
    run: Mapping[str, Level] = field(default_factory=dict)
    folders: tuple[Folder, ...] = ()
    typed: Mapping[str, Level] = field(default_factory=dict)
    """What stands on the command line: it is about this run, and beats the file."""
    allowed: tuple[str, ...] = ()

    def rules_for(self, path: Path) -> Rules:
        """Return the rules for a file or a folder; marks may say more."""
        try:
            parts = path.relative_to(self.rootpath).parts
        except ValueError:  # a file from elsewhere
            parts = ()
        near = sorted(
            (reach, number, folder.levels)
            for number, folder in enumerate(self.folders)
            if (reach := folder.reach(parts)) is not None
        )
        said = (self.run, *(levels for _, _, levels in near), self.typed)
        return Rules(tuple(levels for levels in said if levels), self.allowed)


class _Reader:
    """Reads lines of one source, and says where it was when it does not understand."""

    def __init__(self, where: str) -> None:
        self.where = where

    def levels(self, text: str, line: str) -> dict[str, Level]:
        """Read `leaks = warn, blocking = off`."""
        found: dict[str, Level] = {}
        for part in text.split(","):
            name, equals, level = (word.strip() for word in part.partition("="))
            if not equals or not name:
                self.fail(line, "this is no level for a guard. Write it as 'leaks = warn'.")
            found[self.name(name, line)] = self.level(level, line)
        return found

    def name(self, name: str, line: str) -> str:
        """Read the name of a guard or a group; a hyphen is as good as an underscore."""
        key = name.replace("-", "_")
        if key not in setting_names():
            self.fail(line, f"no guard and no group of guards is called {name!r}. {hint(key)}")
        return key

    def level(self, text: str, line: str) -> Level:
        """Read a level."""
        try:
            return Level(text)
        except ValueError:
            self.fail(line, f"{text!r} is no level. Write {_LEVELS}.")

    def fail(self, line: str, problem: str) -> NoReturn:
        """Stop the run before it starts."""
        message = f"{self.where}: {line!r}: {problem}"
        raise pytest.UsageError(message)


def guard_settings(config: pytest.Config) -> GuardSettings:
    """Return what is said of the guards, read once a run."""
    settings = config.stash.get(_SETTINGS, None)
    if settings is None:
        settings = config.stash[_SETTINGS] = _read(config)
    return settings


def _read(config: pytest.Config) -> GuardSettings:
    reader = _Reader(f"{GUARDS} in {config.inipath or 'the options'}")
    run: dict[str, Level] = {}
    folders: list[Folder] = []
    for line in _lines(config, GUARDS):
        where, colon, levels = line.rpartition(":")
        if not colon:
            run.update(reader.levels(levels, line))
        elif not where.strip():
            reader.fail(line, "there is no folder before the colon. Write it as 'tests/legacy: all = warn'.")
        else:
            folders.append(Folder.read(where, reader.levels(levels, line)))
    return GuardSettings(
        rootpath=config.rootpath,
        run=run,
        folders=tuple(folders),
        typed=_typed(config),
        allowed=_allowed(config),
    )


def _typed(config: pytest.Config) -> dict[str, Level]:
    reader = _Reader("--guard")
    typed: dict[str, Level] = {}
    for word in config.getoption("guard") or ():
        typed.update(reader.levels(word, word))
    return typed


def _allowed(config: pytest.Config) -> tuple[str, ...]:
    reader = _Reader(f"{ALLOW} in {config.inipath or 'the options'}")
    lines = _lines(config, ALLOW)
    for line in lines:
        whose, colon, pattern = line.rpartition(":")
        if not pattern.strip():
            reader.fail(line, "there is no pattern. Write it as 'app.pool.*' or 'leaks: app.pool.*'.")
        if colon:
            reader.name(whose.strip() or ALL, line)
    return tuple(lines)


def _lines(config: pytest.Config, name: str) -> list[str]:
    return [line.strip() for line in config.getini(name) if line.strip()]
