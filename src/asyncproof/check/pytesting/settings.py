"""Reads one configuration file as pytest does, and remembers the line of every setting."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import iniconfig  # pytest's own parser of these files, which it brings along

from asyncproof.check.reading.toml import line_in, line_of, table_of, toml_document
from asyncproof.check.reading.trouble import Trouble
from asyncproof.core import Place

NAMES = (
    "pytest.toml",
    ".pytest.toml",
    "pytest.ini",
    ".pytest.ini",
    "pyproject.toml",
    "tox.ini",
    "setup.cfg",
)
"""The files that pytest looks for, the first one in a folder having the say."""
_NATIVE = frozenset(NAMES[:2])
_OWN = frozenset(NAMES[:4])
"""These are for pytest alone: they count even if they say nothing."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its value as text, or as the words or lines of a list, and where it stands."""

    value: str | tuple[str, ...]
    path: str
    line: int | None = None

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.path, self.line)

    @property
    def text(self) -> str:
        """The value as one text."""
        return self.value if isinstance(self.value, str) else " ".join(self.value)

    def lines(self) -> tuple[str, ...]:
        """Return the value line by line, without empty ones."""
        lines = self.value.splitlines() if isinstance(self.value, str) else self.value
        return tuple(line.strip() for line in lines if line.strip())

    def words(self) -> tuple[str, ...]:
        """Return the value as words, split as a shell does it."""
        if isinstance(self.value, tuple):
            return self.value
        try:
            return tuple(shlex.split(self.value))
        except ValueError:  # a quote that is never closed
            return tuple(self.value.split())


class Why(str, Enum):
    """Why pytest refuses a file."""

    BROKEN = "broken"
    WRONG_SECTION = "wrong section"
    TWO_TABLES = "two tables"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What makes pytest stop at a file."""

    why: Why
    reason: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Settings:
    """What one file says to pytest."""

    path: str
    values: dict[str, Setting] = field(default_factory=dict)
    refusal: Refusal | None = None
    table: str = ""
    """The table or section in which they stand, without its brackets."""

    @property
    def trouble(self) -> Trouble | None:
        """Why pytest refuses the file, if it does."""
        if self.refusal is None:
            return None
        reason = f"pytest can't read its configuration here: {self.refusal.reason}"
        return Trouble(self.path, self.refusal.line, reason, "Correct the file.")


def read_settings(path: str, *, native: bool = True) -> Settings | None:
    """Return what a file says to pytest, None if it is not for pytest at all.

    *native* says whether this pytest, 9 and later, knows files and tables with TOML's own types.
    """
    name = path.replace("\\", "/").rpartition("/")[2]
    if name in _NATIVE and not native:
        return None
    try:
        found = _from_toml(path, name, native=native) if name.endswith(".toml") else _from_ini(path, name)
    except (OSError, ValueError, RecursionError, iniconfig.ParseError) as error:
        return _refused(path, Why.BROKEN, str(error), line_in(error))
    return Settings(path, table="pytest") if found is None and name in _OWN else found


def _from_ini(path: str, name: str) -> Settings | None:
    section = "tool:pytest" if name == "setup.cfg" else "pytest"
    parsed = iniconfig.IniConfig(path)
    if section in parsed:
        values = {
            key: Setting(text, path, parsed.lineof(section, key)) for key, text in parsed[section].items()
        }
        return Settings(path, values, table=section)
    if name == "setup.cfg" and "pytest" in parsed:
        reason = "pytest reads [tool:pytest] in this file, and stops at [pytest]"
        return _refused(path, Why.WRONG_SECTION, reason, parsed.lineof("pytest"))
    return None


def _from_toml(path: str, name: str, *, native: bool) -> Settings | None:
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if name == "pyproject.toml" and "pytest" not in text:
        return None  # most of them, and parsing takes a while
    document = toml_document(text)
    if name != "pyproject.toml":
        return _own_toml(path, text, document)
    both = table_of(document, "tool", "pytest")
    own = {key: value for key, value in both.items() if key != "ini_options"} if native else {}
    if own and both.get("ini_options"):
        reason = "pytest stops if [tool.pytest] and [tool.pytest.ini_options] are both there"
        return _refused(path, Why.TWO_TABLES, reason, line_of(text, "tool.pytest", None))
    if own:
        return _table(path, text, "tool.pytest", own)
    ini = both.get("ini_options")
    return _table(path, text, "tool.pytest.ini_options", ini) if isinstance(ini, dict) else None


def _own_toml(path: str, text: str, document: dict[str, Any]) -> Settings:
    loose = [key for key, value in document.items() if not isinstance(value, dict)]
    if "pytest" not in document and loose:
        return _refused(
            path, Why.BROKEN, f"pytest wants its settings under [pytest], and {loose[0]} is not", 1
        )
    return _table(path, text, "pytest", table_of(document, "pytest"))


def _table(path: str, text: str, table: str, values: dict[str, Any]) -> Settings:
    settings = {
        name: Setting(_plain(value), path, line_of(text, table, name)) for name, value in values.items()
    }
    return Settings(path, settings, table=table)


def _plain(value: object) -> str | tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(word) for word in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _refused(path: str, why: Why, reason: str, line: int | None) -> Settings:
    return Settings(path, refusal=Refusal(why, reason, line))
