"""`pytest_plugins` in a conftest that pytest reads too late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.cli.doctor.checks import finding
from asyncproof.core import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from asyncproof.cli.doctor.project import Project
    from asyncproof.core import Finding


def check(project: Project) -> Iterator[Finding]:
    """Look at the conftests that are not read before the run begins."""
    for definition in project.sources.plugin_lists:
        if definition.file.name == "conftest.py" and not _is_read_first(project, definition.file.parent):
            yield finding(
                "nested-plugins",
                "pytest_plugins is set in a conftest below the top",
                place=Place(str(definition.file), definition.line),
                cause=(
                    "pytest reads this file after the run has begun, when plugins cannot be added any more, "
                    "and stops with an error."
                ),
                cure=f"Move the line to {project.configuration.rootdir / 'conftest.py'}",
            )


def _is_read_first(project: Project, directory: Path) -> bool:
    """Say whether pytest reads this directory's conftest at its start."""
    rootdir = project.configuration.rootdir
    setting = project.configuration.get("testpaths")
    anchors = {rootdir, *(rootdir / word for word in setting.words())} if setting else {rootdir}
    above = {parent for anchor in anchors for parent in (anchor, *anchor.parents)}
    return directory in above or (directory.parent in anchors and directory.name.startswith("test"))
