"""A second file with settings for pytest, which pytest does not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.cli.doctor.checks import finding
from asyncproof.core import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.cli.doctor.project import Project
    from asyncproof.core import Finding


def check(project: Project) -> Iterator[Finding]:
    """Look at the files beside the one that pytest reads."""
    used = project.configuration
    for ignored in used.ignored:
        if used.file is None or ignored.file is None or not ignored.settings:
            continue
        first = next(iter(ignored.settings.values()))
        yield finding(
            "ignored-configuration",
            f"{ignored.file.name} {ignored.table} is ignored, because {used.file.name} is there",
            place=Place(str(ignored.file), first.place.line),
            severity=Severity.WARNING,
            cause=f"pytest reads one file only. Without effect: {', '.join(ignored.settings)}.",
            cure=f"Move the settings to {used.file.name} {used.table}, or delete one of the two.",
        )
