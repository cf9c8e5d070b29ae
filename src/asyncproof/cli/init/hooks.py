"""The entry for pre-commit: a hook in the project's own environment, where its libraries are found."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.reading.source import Source

NAME = ".pre-commit-config.yaml"
ENTRY = """\
- repo: local # in the project's own environment: there its libraries are found
  hooks:
    - id: asyncproof-check
      name: asyncproof check
      entry: asyncproof check --force-exclude
      language: system
      types_or: [python, pyi]
      require_serial: true
"""
_REPOS = re.compile(r"repos:\s*(?:#.*)?$")
_OURS = re.compile(r"^[^#\n]*asyncproof", re.MULTILINE)


def hooks_file(rootdir: Path) -> Path | None:
    """Return the file that pre-commit reads for a folder, which stands at the top of its repository."""
    for folder in (rootdir, *rootdir.parents):
        if (folder / ".git").exists():
            return folder / NAME if (folder / NAME).is_file() else None
    return rootdir / NAME if (rootdir / NAME).is_file() else None


def has_hook(source: Source) -> bool:
    """Tell whether the file names us already, whatever it has us do."""
    return _OURS.search(source.text) is not None


def with_hook(source: Source) -> Source | None:
    """Return the file with the hook behind its others; None where its list is not written line by line."""
    lines = list(source.lines)
    start = next((number for number, line in enumerate(lines) if _REPOS.match(line)), None)
    if start is None:
        return None
    indent, last = _list_behind(lines, start)
    lines[last] = lines[last].rstrip("\r\n") + source.newline
    entry = [indent + line + source.newline for line in ENTRY.splitlines()]
    text = "".join([*lines[: last + 1], *entry, *lines[last + 1 :]])
    return replace(source, text=text, raw=source.encode(text))


def _list_behind(lines: list[str], start: int) -> tuple[str, int]:
    """Return how far the items of a list are indented, and its last line."""
    indent, last = "  ", start
    for number, line in enumerate(lines[start + 1 :], start + 1):
        if last == start and (item := re.match(r"( *)- ", line)):
            indent = item[1]
        elif not line.strip() or (line.lstrip().startswith("#") and not line.startswith(indent + " ")):
            continue  # a comment on what follows, as a rule
        elif last == start or not line.startswith((indent + " ", indent + "- ")):
            break
        last = number
    return indent, last
