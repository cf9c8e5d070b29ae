"""Settings that stand where only a newer pytest looks for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packaging.version import Version

from asyncproof.cli.doctor.checks import finding
from asyncproof.core import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from asyncproof.cli.doctor.project import Project
    from asyncproof.core import Finding

_SINCE = Version("9")
_FILES = ("pytest.toml", ".pytest.toml")
_TABLE = re.compile(r"\s*\[\s*tool\s*\.\s*pytest\s*\]")


def check(project: Project) -> Iterator[Finding]:
    """Look for pytest's own TOML files and tables where pytest is too old for them."""
    version = project.installed("pytest")
    if version is None or version >= _SINCE:
        return
    for place, what in _newer_places(project.configuration.rootdir):
        yield finding(
            "newer-configuration",
            f"pytest {version} does not read {what}",
            place=place,
            cause="Its settings have no effect: pytest reads them from version 9 on.",
            cure=f'pip install "pytest>={_SINCE}"',
        )


def _newer_places(rootdir: Path) -> Iterator[tuple[Place, str]]:
    for name in _FILES:
        if (rootdir / name).is_file():
            yield Place(str(rootdir / name)), name
    file = rootdir / "pyproject.toml"
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []
    for number, line in enumerate(lines, start=1):
        if _TABLE.match(line):
            yield Place(str(file), number), "[tool.pytest] in pyproject.toml"
