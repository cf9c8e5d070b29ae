"""Everything the checks may know about a project; they read it from here and nowhere else."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from asyncproof.check.pytesting.settings import Setting
from asyncproof.cli.doctor.configuration import Configuration, find_configuration
from asyncproof.cli.doctor.packages import installed_version
from asyncproof.cli.doctor.sources import Sources, read_sources
from asyncproof.core import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path


_VARIABLE = "PYTEST_ADDOPTS"
_END = ("", Place(""))


@dataclass(frozen=True)
class Project:
    """A project's configuration, its test files, and the environment that its tests would run in."""

    configuration: Configuration
    sources: Sources
    environ: Mapping[str, str]
    version_of: Callable[[str], str | None]
    """Says which version of a distribution is installed, if any."""

    def installed(self, name: str) -> Version | None:
        """Return the version of a distribution, None if it is not installed."""
        text = self.version_of(name)
        try:
            return Version(text) if text else None
        except InvalidVersion:
            return None

    def options(self) -> Iterator[tuple[str, Place]]:
        """Yield the words of pytest's command line that are always there, and where they come from."""
        setting = self.configuration.get("addopts")
        if setting is not None:
            yield from ((word, setting.place) for word in setting.words())
        variable = Setting(self.environ.get(_VARIABLE, ""), _VARIABLE)
        yield from ((word, variable.place) for word in variable.words())

    def option(self, name: str) -> tuple[str, Place] | None:
        """Return the last value that the command line gives to an option like `--asyncio-mode`."""
        found: tuple[str, Place] | None = None
        for (word, place), (following, _) in pairwise([*self.options(), _END]):
            if word == name:
                found = following, place
            elif word.startswith(f"{name}="):
                found = word.partition("=")[2], place
        return found

    def value(self, option: str, setting: str) -> tuple[str, Place] | None:
        """Return what an option says, or else what the setting of the same meaning says."""
        written = self.configuration.get(setting)
        return self.option(option) or ((written.text, written.place) if written else None)

    def plugins_off(self) -> Iterator[tuple[str, Place]]:
        """Yield the names of the plugins that `-p no:name` switches off."""
        for (word, place), (following, _) in pairwise([*self.options(), _END]):
            switch = following if word == "-p" else word[2:] if word.startswith("-p") else ""
            if switch.startswith("no:"):
                yield switch[3:], place


def examine(path: Path, *, environ: Mapping[str, str] = os.environ) -> Project:
    """Read the project at *path*."""
    configuration = find_configuration(path, pytest_major=pytest_major())
    return Project(configuration, read_sources(configuration.rootdir), environ, installed_version)


def pytest_major() -> int:
    """Return the version of pytest whose ways of finding a configuration count here."""
    version = installed_version("pytest")
    return Version(version).major if version else 9
