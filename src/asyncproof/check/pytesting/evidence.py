"""Gathers which distributions a project has or needs: what is installed, locked and asked for."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from asyncproof.check.pytesting.elsewhere import up_to_repository
from asyncproof.check.pytesting.entry_points import Plugins, installed_plugins
from asyncproof.check.pytesting.requirements import normal, read_lock, read_requirements

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_INSTALLED = re.compile(r"(.+?)-(\d[^-]*)(?:-py[\d.]+.*)?\.(?:dist-info|egg-info)\Z")
_BOUND = re.compile(r"\s*(?:>=|>|~=|={2,3}|\^|~)?\s*v?(\d+)(?:\.(\d+))?")

_TABLED = {"pytest-aiohttp": ("aiohttp", "pytest_aiohttp")}
"""Plugins of which there is a table for where they are not installed, by their distributions."""


class Known(str, Enum):
    """What is known of a distribution."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a project's distributions; all names are normal ones."""

    wanted: Mapping[str, str] = field(default_factory=dict)
    """What the project asks for, and which versions of it."""
    locked: Mapping[str, str] | None = None
    """The versions in its lock file, None if there is none."""
    installed: Mapping[str, str] | None = None
    """The versions in its environment, None if none was found."""
    site_packages: tuple[str, ...] = ()
    """Where these are."""
    requires_python: str | None = None
    """Which Pythons it is for, as it says it."""
    plugins: Plugins = ()
    """The plugins that pytest loads by itself: those of its environment, or wanted ones with tables."""

    def has(self, name: str) -> Known:
        """Tell whether the project's tests run with a distribution beside them."""
        name = normal(name)
        sources = (self.wanted, self.locked or {}, self.installed or {})
        if any(name in source for source in sources):
            return Known.YES
        complete = self.locked or self.installed
        return Known.NO if complete and "pytest" in complete else Known.UNKNOWN

    def version(self, name: str) -> str | None:
        """Return the version of a distribution, the installed one if there are two; None if unknown."""
        name = normal(name)
        return (self.installed or {}).get(name) or (self.locked or {}).get(name)

    def requirement(self, name: str) -> str | None:
        """Return which versions of a distribution are asked for, None if it isn't asked for."""
        return self.wanted.get(normal(name))

    @property
    def oldest_python(self) -> tuple[int, int] | None:
        """The oldest Python that the project is for, None if that isn't known."""
        lowest = [_lowest(either) for either in (self.requires_python or "").split("||")]
        known = [version for version in lowest if version is not None]
        return min(known) if len(known) == len(lowest) else None


def _lowest(specifier: str) -> tuple[int, int] | None:
    """Return the lowest version that a specifier such as `>=3.9,<4` allows."""
    bounds = [_BOUND.match(part) for part in specifier.split(",")]
    return max(((int(bound[1]), int(bound[2] or 0)) for bound in bounds if bound), default=None)


class Gathering:
    """Gathers evidence for one project after another, and reads nothing twice."""

    def __init__(self, environment: str | None = None, environ: Mapping[str, str] = os.environ) -> None:
        self._environment = environment
        self._environ = environ
        self._folders: dict[str, Evidence] = {}
        self._sites: dict[tuple[str, ...], tuple[dict[str, str], Plugins]] = {}

    def of(self, rootdir: str) -> Evidence:
        """Return what is known of the project at *rootdir*, up to the top of its repository."""
        folders = up_to_repository(rootdir)
        parts = [self._in_folder(folder) for folder in folders]
        wanted: dict[str, str] = {}
        for part in reversed(parts):
            wanted.update(part.wanted)
        locked = next((part.locked for part in parts if part.locked is not None), None)
        python = next((part.requires_python for part in parts if part.requires_python), None)
        for place in _environments(folders, self._environment, self._environ):
            sites = tuple(_site_packages(place))
            if sites:
                installed, plugins = self._installed(sites)
                return Evidence(wanted, locked, installed, sites, python, plugins)
        plugins = tuple(
            plugin for name, plugin in _TABLED.items() if name in wanted or name in (locked or ())
        )
        return Evidence(wanted, locked, None, (), python, plugins)

    def nearer(self, evidence: Evidence, rootdir: str, folder: str) -> Evidence:
        """Return the same with what is asked for in folders from *rootdir* down to one of tests."""
        wanted: dict[str, str] = {}
        python: str | None = None
        while folder.startswith(rootdir + os.sep):
            part = self._in_folder(folder)
            wanted = {**part.wanted, **wanted}
            python = python or part.requires_python
            folder = os.path.dirname(folder)
        if not wanted and python is None:
            return evidence
        python = python or evidence.requires_python
        return replace(evidence, wanted={**evidence.wanted, **wanted}, requires_python=python)

    def _in_folder(self, folder: str) -> Evidence:
        if folder not in self._folders:
            try:
                names = set(os.listdir(folder))
            except OSError:
                names = set()
            wanted, python = read_requirements(folder, names)
            self._folders[folder] = Evidence(wanted, read_lock(folder, names), requires_python=python)
        return self._folders[folder]

    def _installed(self, sites: tuple[str, ...]) -> tuple[dict[str, str], Plugins]:
        if sites not in self._sites:
            self._sites[sites] = _installed(sites)
        return self._sites[sites]


def _environments(folders: list[str], given: str | None, environ: Mapping[str, str]) -> Iterable[str]:
    """Yield where the project's environment may be, the most certain place first."""
    if given is not None:
        yield given
        return
    for folder in folders:
        for name in (".venv", "venv"):
            yield os.path.join(folder, name)
    active = environ.get("VIRTUAL_ENV")
    # pre-commit runs every tool in an environment of its own, and calls that one active.
    if active and not os.path.basename(active).startswith("py_env-"):
        yield active


def _site_packages(environment: str) -> Iterable[str]:
    direct = os.path.join(environment, "Lib", "site-packages")
    if sys.platform == "win32" or os.path.isdir(direct):
        candidates = [direct]
    else:
        library = os.path.join(environment, "lib")
        try:
            versions = sorted(name for name in os.listdir(library) if name.startswith(("python", "pypy")))
        except OSError:
            versions = []
        candidates = [os.path.join(library, name, "site-packages") for name in versions]
    return [path for path in candidates if os.path.isdir(path)]


def _installed(sites: Iterable[str]) -> tuple[dict[str, str], Plugins]:
    found: dict[str, str] = {}
    plugins: list[tuple[str, str]] = []
    for site in sites:
        try:
            names = os.listdir(site)
        except OSError:
            continue
        for name in names:
            match = _INSTALLED.match(name)
            if match is not None:
                found[normal(match[1])] = match[2]
        plugins += installed_plugins(site, names)
    return found, tuple(plugins)
