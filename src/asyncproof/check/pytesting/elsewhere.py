"""Looks where pytest's command line may be written outside of its configuration: in CI, in task runners."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from asyncproof.core import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILES = (
    "tox.ini",
    "tox.toml",
    "noxfile.py",
    "Makefile",
    "makefile",
    "justfile",
    "Justfile",
    "Taskfile.yml",
    "Taskfile.yaml",
    "package.json",
    "setup.cfg",
    "pyproject.toml",
    "tasks.py",
    "dodo.py",
    "azure-pipelines.yml",
    ".gitlab-ci.yml",
    ".travis.yml",
    "Dockerfile",
    "docker-compose.yml",
    ".vscode/settings.json",
)
_FOLDERS = (".github/workflows", ".github/actions", ".circleci", "scripts", "ci", ".ci", "tools")
_MODE = re.compile(rb"asyncio[-_]mode[\"']?[\s,=:]+[\"']?(?!strict)[$\w]+")
_MOST_BYTES = 300_000
_PROJECT = ("pyproject.toml", "setup.py", "setup.cfg")


class Elsewhere:
    """Looks into each folder once."""

    def __init__(self) -> None:
        self._known: dict[str, Place | None] = {}

    def mode(self, rootdir: str) -> Place | None:
        """Return where a mode other than strict is given for a rootdir, beside its configuration."""
        for folder in up_to_repository(rootdir):
            if folder not in self._known:
                found = map(_mode_in, _candidates(folder))
                self._known[folder] = next((place for place in found if place is not None), None)
            place = self._known[folder]
            if place is not None:
                return place
        return None


def _mode_in(path: str) -> Place | None:
    try:
        if os.path.getsize(path) > _MOST_BYTES:
            return None
        with open(path, "rb") as file:
            raw = file.read()
    except OSError:
        return None
    found = _MODE.search(raw)
    return Place(path, raw.count(b"\n", 0, found.start()) + 1) if found else None


def _candidates(folder: str) -> Iterator[str]:
    try:
        names = set(os.listdir(folder))
    except OSError:
        return
    yield from (os.path.join(folder, name) for name in _FILES if name.partition("/")[0] in names)
    for place in _FOLDERS:
        if place.partition("/")[0] in names:
            yield from _inside(os.path.join(folder, place))


def up_to_repository(folder: str) -> list[str]:
    """Return a folder and those above it that are part of the same project.

    That is up to the top of its repository; outside of one, up to the next folder that is a project.
    """
    chain = [folder]
    project = 0
    while not os.path.exists(os.path.join(chain[-1], ".git")):
        if not project and any(os.path.exists(os.path.join(chain[-1], sign)) for sign in _PROJECT):
            project = len(chain)
        parent = os.path.dirname(chain[-1])
        if parent == chain[-1]:
            return chain[: max(project, 1)]
        chain.append(parent)
    return chain


def _inside(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            yield from sorted(entry.path for entry in entries if entry.is_file())
    except OSError:
        return
