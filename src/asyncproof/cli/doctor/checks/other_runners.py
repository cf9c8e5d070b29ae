"""Installed plugins that run async tests, or own the loop, in their own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.cli.doctor.checks import finding
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.cli.doctor.project import Project
    from asyncproof.core import Finding

_RUNNERS = {
    "pytest-asyncio-cooperative": "It runs its async tests side by side, in one loop of its own.",
    "pytest-asyncio-concurrent": "It runs its async tests side by side, in one loop of its own.",
    "pytest-tornasync": "It runs every async test itself, in tornado's loop.",
    "alt-pytest-asyncio": "It runs every async test itself, in place of pytest-asyncio.",
    "pytest-twisted": "It runs tests in twisted's reactor.",
}
_GUESTS = {
    "looptime": "It changes the time of a loop, too: mark a test for one of the two, never for both.",
    "pytest-trio": "Its tests run in trio, which has a virtual clock of its own.",
    "pytest-aiohttp": "Its client and server fixtures use real sockets, and virtual time waits for them.",
}


def check(project: Project) -> Iterator[Finding]:
    """Look for plugins whose tests asyncproof cannot reach, and for those to be careful with."""
    for package, cause in {**_RUNNERS, **_GUESTS}.items():
        if project.installed(package) is None:
            continue
        owns_tests = package in _RUNNERS
        yield finding(
            "other-runners",
            f"{package} is installed" + (", which runs async tests itself" if owns_tests else ""),
            severity=Severity.WARNING if owns_tests else Severity.INFO,
            cause=cause + (" Virtual time does not reach those tests." if owns_tests else ""),
            cure=f"pip uninstall {package}" if owns_tests else "",
        )
