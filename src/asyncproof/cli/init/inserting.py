"""Adds lines to a configuration file and leaves all others as they are: comments, order and spelling.

Where they may stand is guessed from the lines, as a file is more than its values. Each guess is then read as
pytest reads it, and counts only if the file says what it said before, and what was added.
"""

from __future__ import annotations

import copy
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import iniconfig  # pytest's own parser of these files, which it brings along

from asyncproof.check.reading.toml import toml_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from asyncproof.check.reading.source import Source

_BESIDE = re.compile(r"\s*asyncio_")
"""What is added stands best behind what there is of its kind."""
_EMPTY = re.compile(r"\s*(?:[#;].*)?$")
_INI_HEADER = re.compile(r"\[(?P<name>[^\]]*)\]\s*(?:[#;].*)?$")
_TOML_HEADER = re.compile(r"\s*\[+(?P<name>[^\]]*)\]+\s*(?:#.*)?$")


def with_settings(source: Source, table: str, settings: Mapping[str, str]) -> Source | None:
    """Return a file with more settings in a table; None where no place for them is found."""
    toml = source.path.endswith(".toml")
    if _says(source, toml=toml) is None:
        return None
    added = [f'{name} = "{value}"' if toml else f"{name} = {value}" for name, value in settings.items()]
    for lines in _guesses(source, table, added, _TOML_HEADER if toml else _INI_HEADER):
        text = "".join(lines)
        after = replace(source, text=text, raw=source.encode(text))
        if _says(after, toml=toml) == _expected(source, table, settings, toml=toml):
            return after
    return None


def _guesses(
    source: Source, table: str, added: Sequence[str], header: re.Pattern[str]
) -> Iterator[list[str]]:
    ended = [line if line.endswith(("\n", "\r")) else line + source.newline for line in source.lines]
    new = [line + source.newline for line in added]
    for spot in _spots(ended, table, header):
        yield [*ended[:spot], *new, *ended[spot:]]
    gap = [source.newline] if ended and ended[-1].strip() else []
    yield [*ended, *gap, f"[{table}]{source.newline}", *new]


def _spots(lines: Sequence[str], table: str, header: re.Pattern[str]) -> Iterator[int]:
    """Yield where lines may be put into a table, the best place first."""
    headers = [number for number, line in enumerate(lines) if header.match(line)]
    for first in headers:
        found = header.match(lines[first])
        if found is None or re.sub(r"[\s\"']", "", found["name"]) != table:
            continue
        end = min((number for number in headers if number > first), default=len(lines))
        inside = range(first + 1, end)
        yield from (number + 1 for number in reversed(inside) if _BESIDE.match(lines[number]))
        yield from (number + 1 for number in reversed(inside) if not _EMPTY.match(lines[number]))
        yield first + 1


def _expected(source: Source, table: str, settings: Mapping[str, str], *, toml: bool) -> Any:
    """Return what the file must say afterwards."""
    says = copy.deepcopy(_says(source, toml=toml))
    inside = says
    for name in table.split(".") if toml else [table]:
        inside = inside.setdefault(name, {}) if isinstance(inside, dict) else {}
    inside.update(settings)
    return says


def _says(source: Source, *, toml: bool) -> Any:
    """Return all that a file says, as pytest reads it; None if pytest could not."""
    try:
        text = source.raw.decode()
        if toml:
            return toml_document(text)
        sections = iniconfig.IniConfig(source.path, text)
        return {section.name: dict(section.items()) for section in sections}
    except (ValueError, RecursionError, iniconfig.ParseError):
        return None
