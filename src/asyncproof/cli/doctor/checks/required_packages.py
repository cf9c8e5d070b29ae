"""A package that asyncproof needs is missing, or too old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.cli.doctor.checks import finding
from asyncproof.cli.doctor.packages import GROUPS, Installation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.cli.doctor.project import Project
    from asyncproof.core import Finding


def check(project: Project) -> Iterator[Finding]:
    """Look at the packages that are required, and at the versions of all."""
    for package in (package for _, packages in GROUPS for package in packages):
        installation = Installation(package, project.version_of(package.name))
        if installation.supported or not (installation.version or package.required):
            continue
        state = f"{installation.version} is not supported" if installation.version else "is not installed"
        yield finding(
            "required-packages",
            f"{package.name} {state}",
            cause=f"asyncproof works with {package.name} {package.supported}: it {package.gives}.",
            cure=f'pip install "{package.name}{package.supported}"',
        )
