"""Reads what a configuration says of the guards: `leaks = warn`, `tests/legacy: all = off`, `app.pool.*`."""

from __future__ import annotations

from difflib import get_close_matches

from asyncproof.guard.registry import setting_names
from asyncproof.guard.ruling.folders import Folder
from asyncproof.guard.ruling.level import Level

LEVELS = "'error', 'warn' or 'off'"


class SayingError(ValueError):
    """A line says nothing that makes sense; the text is what is wrong and what to write."""


def read_levels(text: str) -> dict[str, Level]:
    """Read `leaks = warn, blocking = off`."""
    found: dict[str, Level] = {}
    for part in text.split(","):
        name, equals, level = (word.strip() for word in part.partition("="))
        if not equals or not name:
            raise SayingError("this is no level for a guard. Write it as 'leaks = warn'.")
        found[read_name(name)] = read_level(level)
    return found


def read_line(line: str) -> Folder:
    """Read levels with or without the folder that they are for; without one they are for all."""
    where, colon, levels = line.rpartition(":")
    if colon and not where.strip():
        raise SayingError("there is no folder before the colon. Write it as 'tests/legacy: all = warn'.")
    return Folder.read(where, read_levels(levels))


def check_allowed(line: str) -> None:
    """Complain about a line of the allow-list that allows nothing."""
    whose, colon, pattern = line.rpartition(":")
    if not pattern.strip():
        raise SayingError("there is no pattern. Write it as 'app.pool.*' or 'leaks: app.pool.*'.")
    if colon:
        read_name(whose.strip())


def read_name(name: str) -> str:
    """Read the name of a guard or a group; a hyphen is as good as an underscore."""
    key = name.replace("-", "_")
    if key not in setting_names():
        raise SayingError(f"no guard and no group of guards is called {name!r}. {hint(key)}")
    return key


def read_level(text: object) -> Level:
    """Read a level."""
    try:
        return Level(text)
    except ValueError:
        raise SayingError(f"{text!r} is no level. Write {LEVELS}.") from None


def hint(name: str) -> str:
    """Say which name is close to one that does not exist, or where all of them are listed."""
    close = get_close_matches(name, sorted(setting_names()), n=1)
    return f"Did you mean {close[0]!r}?" if close else "All names are listed by: asyncproof explain"
