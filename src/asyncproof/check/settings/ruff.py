"""Which rules of ruff a project has on, so that we need not say the same."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.check.reading.toml import table_of, toml_document
from asyncproof.check.settings.ruff_codes import STABLE

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.rule import Rule

_FILES = (".ruff.toml", "ruff.toml", "pyproject.toml")
_DEPTH = 5
"""How many files may extend one another."""


@dataclass(frozen=True, slots=True)
class Ruff:
    """What one configuration has on and off, as codes and their beginnings."""

    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    off_somewhere: tuple[str, ...] = ()

    def finds(self, code: str) -> bool:
        """Tell whether ruff looks for a code everywhere: what names it more exactly has the say."""
        selecting, ignoring = (
            max((len(word) for word in words if code.startswith(word)), default=-1)
            for words in (self.on, self.off)
        )
        return selecting > ignoring and not code.startswith(self.off_somewhere)

    def replaces(self, rule: Rule) -> bool:
        """Tell whether ruff finds all that a rule does: what it has none or only a part of stays ours."""
        codes = STABLE & set(rule.also)
        return bool(codes) and all(map(self.finds, codes))


def ruff_of(folder: Path) -> Ruff:
    """Return what ruff is told about a folder; what it does untold depends on its version: left out."""
    for place in (folder, *folder.parents):
        for name in _FILES:
            tables = _tables(place / name, _DEPTH)
            if tables:
                return _read(tables)
    return Ruff()


def _read(tables: list[dict[str, Any]]) -> Ruff:
    """Put the tables together, the most general one first: a `select` replaces what was there before."""
    on: list[str] = []
    off: list[str] = []
    somewhere: list[str] = []
    for table in tables:
        if isinstance(table.get("select"), list):
            on, off = _words(table["select"]), []
        on += _words(table.get("extend-select"))
        off += _words(table.get("ignore")) + _words(table.get("extend-ignore"))
        for key in ("per-file-ignores", "extend-per-file-ignores"):
            somewhere += [word for words in table_of(table, key).values() for word in _words(words)]
    return Ruff(tuple(on), tuple(off), tuple(somewhere))


def _words(value: object) -> list[str]:
    words = value if isinstance(value, list) else []
    return ["" if word == "ALL" else word for word in words if isinstance(word, str)]


def _tables(path: Path, depth: int) -> list[dict[str, Any]]:
    """Return the tables of a file and of those that it extends, these first; none if it is not for ruff."""
    try:
        document = toml_document(path.read_text("utf-8"))
    except (OSError, ValueError):
        return []  # ruff itself will complain
    own = document if path.name != "pyproject.toml" else table_of(document, "tool", "ruff")
    if path.name == "pyproject.toml" and "ruff" not in table_of(document, "tool"):
        return []
    extended = own.get("extend")
    above: list[dict[str, Any]] = []
    if isinstance(extended, str) and depth:
        above = _tables(path.parent / os.path.expanduser(extended), depth - 1)  # noqa: PTH111 - a text
    return [*above, {**own, **table_of(own, "lint")}]
