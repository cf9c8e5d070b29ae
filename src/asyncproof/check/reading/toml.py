"""Reads TOML, and finds the line on which a name is set, so that who complains can say where."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from typing import Any

_HEADER = re.compile(r"\s*\[+\s*([^\]]*?)\s*\]+\s*(?:#.*)?$")


def toml_document(text: str) -> dict[str, Any]:
    """Parse a TOML text; ValueError if it is broken."""
    # pytest itself brings tomli to Python 3.10.
    parsed = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli").loads(text)
    return parsed if isinstance(parsed, dict) else {}


def table_of(document: Any, *names: str) -> dict[str, Any]:
    """Return a table in a table, empty if it is not there or is no table."""
    for name in names:
        document = document.get(name) if isinstance(document, dict) else None
    return document if isinstance(document, dict) else {}


def line_of(text: str, table: str, name: str | None) -> int | None:
    """Return the line of a table or of a name in it; None where it is spelt in a way that has no one line."""
    key = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=") if name else None
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header is not None:
            inside = re.sub(r"[\s\"']", "", header[1]) == table
            if inside and key is None:
                return number
        elif inside and key is not None and key.match(line):
            return number
    return None


def line_in(error: Exception) -> int | None:
    """Return the line that an error is about; where it has none to ask for, its message mostly does."""
    said = re.search(r"\(at line (\d+),", str(error))
    return int(said[1]) if said else getattr(error, "lineno", None)
