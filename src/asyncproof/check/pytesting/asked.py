"""Whether anybody asks for a fixture: its name is looked for as a parameter, and nothing is parsed."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_AS_PARAMETER = rb"def\s+\w+\s*\((?:[^()]|\([^()]*\))*\b%s\b(?:[^()]|\([^()]*\))*\)"
_BY_NAME = rb"(?:usefixtures|getfixturevalue)\([^)]*[\"']%s[\"']"


def is_asked_for(name: str, path: str) -> bool:
    """Tell whether a function asks for a fixture where it can be seen: in its file, or below a conftest."""
    known = name.encode()
    pattern = re.compile(b"|".join((_AS_PARAMETER % known, _BY_NAME % known)))
    is_conftest = os.path.basename(path) == "conftest.py"
    files = _below(os.path.dirname(path)) if is_conftest else iter((path,))
    return any(pattern.search(raw) for raw in map(_raw, files) if known in raw)


def _below(folder: str) -> Iterator[str]:
    for inside, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        yield from (os.path.join(inside, name) for name in names if name.endswith(".py"))


def _raw(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""
