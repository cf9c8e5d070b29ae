"""The plugins that pytest loads by itself: modules that installed distributions name as entry points."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GROUP = re.compile(r"^\[\s*pytest11\s*\]\s*$(.*?)(?=^\[|\Z)", re.MULTILINE | re.DOTALL)
_ENTRY = re.compile(r"^\s*([^#;=\s][^=]*?)\s*=\s*([\w.]+)", re.MULTILINE)
_ENDINGS = (".dist-info", ".egg-info")

Plugins = tuple[tuple[str, str], ...]
"""Plugins by the names that `-p no:` knows them by, and their modules."""


def installed_plugins(site: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the plugins of the distributions in a folder, whose entries are *names*."""
    for name in sorted(names):
        if name.endswith(_ENDINGS):
            yield from _plugins_in(os.path.join(site, name, "entry_points.txt"))


def _plugins_in(path: str) -> Iterator[tuple[str, str]]:
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except (OSError, ValueError):
        return
    for group in _GROUP.findall(text):
        yield from _ENTRY.findall(group)
