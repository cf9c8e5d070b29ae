"""Finds the file that pytest reads for a project, in the order in which pytest looks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.check.pytesting.settings import NAMES, Settings, read_settings
from asyncproof.cli.doctor.configuration.trouble import finding_of
from asyncproof.cli.doctor.configuration.values import Configuration

if TYPE_CHECKING:
    from collections.abc import Iterator

_NATIVE_SINCE = 9
"""The version of pytest that began to read its own TOML files and tables."""


def find_configuration(start: Path, *, pytest_major: int) -> Configuration:
    """Return the configuration for tests under *start*, empty if there is none."""
    start = start.resolve()
    directory = start if start.is_dir() else start.parent
    bases = (directory, *directory.parents)
    for base in bases:
        found = list(_configurations_in(base, native=pytest_major >= _NATIVE_SINCE))
        if found:
            return replace(found[0], ignored=tuple(found[1:]))
    return _empty(directory, bases)


def _empty(directory: Path, bases: tuple[Path, ...]) -> Configuration:
    for name in ("pyproject.toml", "setup.py"):
        for base in bases:
            if (base / name).is_file():
                return Configuration(base, base / name if name.endswith(".toml") else None)
    return Configuration(directory)


def _configurations_in(base: Path, *, native: bool) -> Iterator[Configuration]:
    for name in NAMES:
        file = base / name
        settings = read_settings(str(file), native=native) if file.is_file() else None
        if settings is not None:
            yield _configuration(settings)


def _configuration(settings: Settings) -> Configuration:
    file = Path(settings.path)
    if settings.refusal is not None:
        return Configuration(file.parent, file, findings=(finding_of(file, settings.refusal),))
    return Configuration(file.parent, file, f"[{settings.table}]", settings.values)
