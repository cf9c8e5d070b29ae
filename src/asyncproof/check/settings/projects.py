"""Sorts paths by the projects that they are in: what is checked together, and by which settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asyncproof.check.settings.home import root_of, settings_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from asyncproof.check.settings.settings import Settings


@dataclass
class Group:
    """Some paths that are checked together."""

    root: Path
    settings: Settings
    paths: list[Path] = field(default_factory=list)


def groups_of(paths: Iterable[Path]) -> list[Group]:
    """Return paths by their projects, in the order in which they come."""
    found: dict[tuple[Path, Path], Group] = {}
    by_folder: dict[Path, Group] = {}  # hooks name each file of a commit, most of them in few folders
    for path in paths:
        folder = path if path.is_dir() else path.parent
        if folder not in by_folder:
            settings = settings_for(folder)
            key = root_of(folder), settings.home
            by_folder[folder] = found.setdefault(key, Group(key[0], settings))
        by_folder[folder].paths.append(path)
    return list(found.values())
