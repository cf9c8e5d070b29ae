"""Where a project is: the folder from which its modules are seen, and the file with its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.settings.reading import read_settings
from asyncproof.check.settings.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SIGNS = ("pyproject.toml", "setup.py", "setup.cfg", ".git")


def root_of(path: Path) -> Path:
    """Return the folder from which the project of a file or folder is seen, as its imports see it.

    pytest's rootdir is another thing: it is where pytest is configured, which in a repository of several
    projects is often above all of them.
    """
    folders = list(_upwards(path))
    for folder in folders:
        if any((folder / name).exists() for name in _SIGNS):
            return folder
    return folders[0]


def settings_for(path: Path) -> Settings:
    """Return the settings for a file or folder: the nearest ones, up to the top of its repository."""
    for folder in _upwards(path):
        found = read_settings(folder / "pyproject.toml")
        if found is not None:
            return found
        if (folder / ".git").exists():
            break
    return Settings(root_of(path))


def _upwards(path: Path) -> Iterator[Path]:
    start = path.resolve()
    start = start if start.is_dir() else start.parent
    yield start
    yield from start.parents
