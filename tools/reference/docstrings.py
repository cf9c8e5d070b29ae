"""Docstrings as Markdown, which they nearly are."""

from __future__ import annotations

import re

SECTION = re.compile(r"(Args|Returns|Raises|Yields|Attributes):")
ENTRY = re.compile(r"( {4})?(\w[\w*, ]*): (.*)")


def markdown(text: str) -> list[str]:
    """Make lines of a docstring; what it lists of arguments becomes a list."""
    made: list[str] = []
    is_listing = False
    for line in text.splitlines():
        section = SECTION.fullmatch(line)
        entry = ENTRY.fullmatch(line) if is_listing and line.startswith("    ") and line[4:5] != " " else None
        if section is not None:
            is_listing = True
        elif entry is not None:
            made.append(f"- `{entry[2]}`: {entry[3]}")
        elif is_listing and line.startswith(" "):
            made.append(f"  {line.strip()}")
        else:
            is_listing = is_listing and not line
            made.append(line)
    return made
