"""Which level each guard has in a project, and who says so."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asyncproof.guard import Rules, all_guards
from asyncproof.guard.sayings import SayingError, read_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.cli.doctor.configuration import Configuration
    from asyncproof.guard.ruling.folders import Folder

SETTING = "asyncproof_guards"


@dataclass(frozen=True, slots=True)
class GuardLevel:
    """A guard, its group, its level, and whether the project has set it."""

    name: str
    group: str
    level: str
    is_set: bool


@dataclass(frozen=True, slots=True)
class GuardLevels:
    """The levels for all tests, and what is said of some folders in words."""

    guards: tuple[GuardLevel, ...]
    folders: tuple[tuple[str, str], ...] = ()


def levels_in(configuration: Configuration) -> GuardLevels:
    """Return the levels; what can't be read is another finding, and left out here."""
    said = list(_said(configuration))
    rules = Rules(
        ({name: level for each in said if not each.pattern for name, level in each.levels.items()},)
    )
    guards = [(guard, rules.level_of(guard.names())) for guard in all_guards()]
    return GuardLevels(
        tuple(
            GuardLevel(guard.name, guard.group, (level or guard.default).value, level is not None)
            for guard, level in guards
        ),
        tuple(("/".join(each.pattern), _spell(each)) for each in said if each.pattern),
    )


def _said(configuration: Configuration) -> Iterator[Folder]:
    setting = configuration.get(SETTING)
    for line in [] if setting is None else setting.lines():
        with suppress(SayingError):
            yield read_line(line)


def _spell(folder: Folder) -> str:
    return ", ".join(f"{name} = {level.value}" for name, level in folder.levels.items())
