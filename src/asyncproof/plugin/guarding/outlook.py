"""What would fail if warnings were errors, folder by folder, and which line makes them so."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.guard import Level, all_guards
from asyncproof.guard.ruling.folders import Folder
from asyncproof.guard.ruling.rules import ALL
from asyncproof.plugin.guarding.settings import GUARDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from asyncproof.plugin.guarding.settings import GuardSettings

MOST_FOLDERS = 10


class Warned(NamedTuple):
    """A test, and a guard that has warned of it."""

    test: str
    guard: str


class Line(NamedTuple):
    """What could be written, and what would fail for it."""

    saying: str
    failing: Collection[Warned]


class Outlook:
    """What the tests of a run say about the lines that could be written next."""

    def __init__(self, settings: GuardSettings, tests: Collection[str], warned: Collection[Warned]) -> None:
        """Take what is said of guards now, the tests that ran, and what was found."""
        self._settings = settings
        self._warned = [one for one in warned if "::" in one.test]
        self._names = {guard.name: guard.names() for guard in all_guards()}
        self._turns_on = any(Level.OFF in levels.values() for levels in self._all_levels())
        self._folders = sorted({_folder(test) for test in tests if "::" in test})

    def lines(self) -> list[str]:
        """Return a line for each folder in which warnings are let pass, those with the least to do first."""
        if not any(Level.WARN in levels.values() for levels in self._all_levels()):
            return []
        found = [self._line(folder) for folder in self._folders if self._warns_in(folder)]
        found.sort(key=lambda line: (len({one.test for one in line.failing}), line.saying))
        shown = found[:MOST_FOLDERS]
        more = len(found) - len(shown)
        width = max((len(line.saying) for line in shown), default=0)
        return [
            *([f"what would fail, and the line of {GUARDS} that makes it so:"] if shown else []),
            *(f"    {line.saying.ljust(width)}   {_counted(line.failing)}" for line in shown),
            *([f"    and {more} more folder{'' if more == 1 else 's'}"] if more else []),
        ]

    def _all_levels(self) -> Iterator[Mapping[str, Level]]:
        yield from (folder.levels for folder in self._settings.folders)
        yield self._settings.typed

    def _warns_in(self, folder: str) -> bool:
        """Say whether guards warn in a folder, whether or not they had to."""
        if any(_folder(one.test) == folder for one in self._warned):
            return True
        rules = self._settings.rules_for(self._settings.rootpath / folder)
        return rules.level_of(()) is Level.WARN and not self._turns_on

    def _line(self, folder: str) -> Line:
        """Return the line for a folder; it names guards where `all` would do too much, or not enough."""
        here = [one for one in self._warned if _folder(one.test) == folder]
        failing = self._would_fail(folder, {ALL: Level.ERROR})
        names = [ALL]
        if here and (self._turns_on or not set(here) <= set(failing)):
            names = sorted({one.guard for one in here})
            keys = {self._names[name][0]: Level.ERROR for name in names if name in self._names}
            failing = self._would_fail(folder, keys)
        levels = ", ".join(f"{name} = {Level.ERROR.value}" for name in names)
        return Line(f"{folder}: {levels}" if folder else levels, failing)

    def _would_fail(self, folder: str, levels: Mapping[str, Level]) -> list[Warned]:
        """Return what fails with one line more, for this folder; a nearer line still counts."""
        said = (*self._settings.folders, Folder.read(folder, levels))
        then = self._settings._replace(folders=said, typed={})
        inside = [one for one in self._warned if _is_in(one.test, folder)]
        return [one for one in inside if _level(then, one, self._names) is Level.ERROR]


def _level(settings: GuardSettings, one: Warned, names: Mapping[str, tuple[str, ...]]) -> Level | None:
    path = settings.rootpath / one.test.partition("::")[0]
    return settings.rules_for(path).level_of(names.get(one.guard, ()))


def _folder(test: str) -> str:
    """Return the folder of a test, as pytest names it; empty for the root."""
    return test.partition("::")[0].rpartition("/")[0]


def _is_in(test: str, folder: str) -> bool:
    return not folder or test.startswith(f"{folder}/")


def _counted(failing: Collection[Warned]) -> str:
    tests = len({one.test for one in failing})
    if not tests:
        return "nothing"
    guards = Counter(one.guard for one in sorted(set(failing), key=lambda one: one.guard))
    by_guard = ", ".join(f"{name} {count}" for name, count in guards.most_common())
    return f"{tests:,} test{'' if tests == 1 else 's'}: {by_guard}"
