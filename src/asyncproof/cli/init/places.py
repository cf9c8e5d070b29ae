"""The configurations that a project needs: one as a rule, several where a repository holds many projects."""

from __future__ import annotations

from pathlib import Path

from asyncproof.check.pytesting.rootdir import Rootdirs
from asyncproof.cli.doctor.configuration import Configuration, find_configuration
from asyncproof.cli.doctor.sources import test_files


def places_for(path: Path, *, pytest_major: int) -> list[Configuration]:
    """Return what pytest reads at *path*; if that is nothing, what it reads for the tests below."""
    path = path.resolve()
    top = find_configuration(path, pytest_major=pytest_major)
    if top.table or top.findings:
        return [top]
    top = _settled(top, path)
    below = {file.parent for file in test_files(path)}
    found: dict[Path, Configuration] = {}
    for folder in sorted(below):
        place = find_configuration(folder, pytest_major=pytest_major)
        if not _is_project(place):
            place = top  # nothing but the folder itself speaks for it
        found.setdefault(place.rootdir, place)
    return list(found.values()) or [top]


def _is_project(place: Configuration) -> bool:
    return bool(place.table or place.findings or place.file) or (place.rootdir / "setup.py").is_file()


def _settled(top: Configuration, path: Path) -> Configuration:
    """Return where a configuration belongs if there is none: at the top of the repository, if it is one."""
    if _is_project(top):
        return top
    folder = path if path.is_dir() else path.parent
    return Configuration(Path(Rootdirs().of(str(folder)).rootdir))
