"""Reads `pytest.toml` and `pyproject.toml`."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from asyncproof.cli.doctor.configuration.trouble import two_tables, unreadable
from asyncproof.cli.doctor.configuration.values import Configuration, Setting
from asyncproof.core import Place

if TYPE_CHECKING:
    from pathlib import Path

_OWN = ("pytest.toml", ".pytest.toml")
"""These are for pytest alone, so pytest reads them even if they are empty."""


def read_toml(file: Path, *, native: bool) -> Configuration | None:
    """Return what the file says to pytest, or None if it says nothing.

    *native* says whether this pytest (9 and later) knows tables with TOML's own types.
    """
    try:
        text = file.read_text(encoding="utf-8")
        document = _toml_module().loads(text)
    except (ValueError, OSError) as error:  # TOML's own error is a ValueError
        return Configuration(file.parent, file, findings=(unreadable(file, error),))
    if file.name in _OWN:
        return _configuration(file, text, "pytest", _table(document, "pytest"))
    tool = _table(_table(document, "tool"), "pytest")
    old = _table(tool, "ini_options") if "ini_options" in tool else None
    new = {name: value for name, value in tool.items() if name != "ini_options"} if native else {}
    if old and new:
        return Configuration(
            file.parent, file, findings=(two_tables(file, _line_of(text, "tool.pytest", None)),)
        )
    if new:
        return _configuration(file, text, "tool.pytest", new)
    return None if old is None else _configuration(file, text, "tool.pytest.ini_options", old)


def _table(parent: dict[str, Any], name: str) -> dict[str, Any]:
    value = parent.get(name)
    return value if isinstance(value, dict) else {}


def _toml_module() -> Any:
    # pytest itself brings tomli to Python 3.10.
    return import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")


def _configuration(file: Path, text: str, table: str, values: dict[str, Any]) -> Configuration:
    settings = {
        name: Setting(name, _as_text(value), Place(str(file), _line_of(text, table, name)))
        for name, value in values.items()
    }
    return Configuration(file.parent, file, f"[{table}]", settings)


def _as_text(value: object) -> str | tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(word) for word in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _line_of(text: str, table: str, name: str | None) -> int | None:
    """Return the line of a table or of a name in it; None where it is spelt in a way that has no one line."""
    header = re.compile(r"\s*\[" + r"\s*\.\s*".join(map(re.escape, table.split("."))) + r"\s*\]")
    key = re.compile(r"\s*[\"']?" + re.escape(name) + r"[\"']?\s*=") if name else None
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(r"\s*\[+[^\]]*\]+\s*(#.*)?$", line):
            inside = header.match(line) is not None
            if inside and key is None:
                return number
        elif inside and key is not None and key.match(line):
            return number
    return None
