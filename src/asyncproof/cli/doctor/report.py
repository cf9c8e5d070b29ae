"""Everything that the doctor has to say, as one value, and its form for machines."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof._version import __version__
from asyncproof.cli.doctor.checks import run_checks
from asyncproof.cli.doctor.guards import GuardLevels, levels_in
from asyncproof.cli.doctor.packages import Installation, inventory
from asyncproof.cli.doctor.project import examine
from asyncproof.core import Severity

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.cli.doctor.configuration import Configuration
    from asyncproof.core import Finding

_FORMAT = 1
"""Counted up when a reader of the JSON form would break."""


@dataclass(frozen=True)
class Report:
    """What is installed, how the project is configured, and what is wrong."""

    packages: list[tuple[str, list[Installation]]]
    configuration: Configuration
    guards: GuardLevels
    findings: list[Finding]
    python: str = f"{platform.python_version()} ({platform.python_implementation()})"
    executable: str = sys.executable
    platform: str = platform.platform(terse=True)

    @property
    def healthy(self) -> bool:
        """Whether nothing is wrong; what is only worth knowing does not count."""
        return all(finding.severity is Severity.INFO for finding in self.findings)


def examine_everything(path: Path) -> Report:
    """Examine this environment and the project at *path*."""
    project = examine(path)
    configuration = project.configuration
    return Report(inventory(), configuration, levels_in(configuration), run_checks(project))


def as_data(report: Report) -> dict[str, Any]:
    """Return the report in plain types, for JSON."""
    configuration = report.configuration
    return {
        "format": _FORMAT,
        "healthy": report.healthy,
        "environment": {
            "asyncproof": __version__,
            "python": report.python,
            "executable": report.executable,
            "platform": report.platform,
        },
        "packages": [_package(title, each) for title, group in report.packages for each in group],
        "project": {
            "rootdir": str(configuration.rootdir),
            "file": str(configuration.file) if configuration.file else None,
            "table": configuration.table,
            "settings": {name: setting.text for name, setting in configuration.settings.items()},
        },
        "guards": {
            "levels": {guard.name: guard.level for guard in report.guards.guards},
            "folders": dict(report.guards.folders),
        },
        "findings": [_finding(finding) for finding in report.findings],
    }


def _package(title: str, installation: Installation) -> dict[str, Any]:
    package = installation.package
    return {
        "name": package.name,
        "group": title,
        "version": installation.version,
        "wanted": package.supported,
        "supported": installation.supported,
        "required": package.required,
        "gives": package.gives,
        "install": f'pip install "{package.name}{package.supported}"',
    }


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "cause": finding.explanation.cause,
        "cure": finding.explanation.cure,
        "page": finding.explanation.page,
    }
