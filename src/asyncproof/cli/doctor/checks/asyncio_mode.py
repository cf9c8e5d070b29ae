"""What pytest-asyncio's mode is, and what that means for tests and fixtures."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from asyncproof.cli.doctor.checks import finding
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.cli.doctor.project import Project
    from asyncproof.core import Finding

_MODES = ("auto", "strict")


def check(project: Project) -> Iterator[Finding]:
    """Look at `asyncio_mode` and `--asyncio-mode`."""
    if project.installed("pytest-asyncio") is None:
        return
    written = project.value("--asyncio-mode", "asyncio_mode")
    if written is None:
        yield _unset(project)
        return
    mode, place = written
    if mode not in _MODES:
        best = (get_close_matches(mode, _MODES, n=1) or ["auto"])[0]
        yield finding(
            "asyncio-mode",
            f"asyncio_mode is {mode!r}, which is no mode of pytest-asyncio",
            place=place,
            cause="pytest stops before it collects a test. The modes are auto and strict.",
            cure=f"--asyncio-mode={best}"
            if project.option("--asyncio-mode")
            else project.configuration.line("asyncio_mode", best),
        )


def _unset(project: Project) -> Finding:
    return finding(
        "asyncio-mode",
        "asyncio_mode is not set, so it is strict",
        place=project.configuration.place_for_new(),
        severity=Severity.INFO,
        cause=(
            "In strict mode an async test runs only with @pytest.mark.asyncio, and an async fixture works "
            "only if @pytest_asyncio.fixture made it. In auto mode neither is needed."
        ),
        cure=project.configuration.new_line("asyncio_mode", "auto"),
    )
