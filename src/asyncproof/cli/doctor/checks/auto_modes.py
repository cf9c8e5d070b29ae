"""Two plugins that both take every async test for theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.cli.doctor.checks import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.cli.doctor.project import Project
    from asyncproof.core import Finding, Place

_MODES = (
    ("pytest-asyncio", "--asyncio-mode", "asyncio_mode", "auto", "strict"),
    ("anyio", "--anyio-mode", "anyio_mode", "auto", "strict"),
    ("pytest-trio", "--trio-mode", "trio_mode", "true", "false"),
)


def check(project: Project) -> Iterator[Finding]:
    """Look for more than one plugin in auto mode."""
    automatic = list(_automatic(project))
    if len(automatic) > 1:
        names = " and ".join(name for name, _, _ in automatic)
        _, place, cure = automatic[-1]
        yield finding(
            "auto-modes",
            f"{names} are both in auto mode",
            place=place,
            cause="Each takes every async test for its own, and which one runs a test is a matter of luck.",
            cure=cure,
        )


def _automatic(project: Project) -> Iterator[tuple[str, Place, str]]:
    for package, option, setting, on, off in _MODES:
        written = project.value(option, setting)
        if project.installed(package) is not None and written is not None and written[0].lower() == on:
            said_by_option = project.option(option) is not None
            cure = f"Remove: {option}={on}" if said_by_option else project.configuration.line(setting, off)
            yield package, written[1], cure
