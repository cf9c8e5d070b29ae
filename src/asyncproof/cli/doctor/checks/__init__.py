"""The checks, one per module: a file with a function `check(project)` that is put here is a check."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

from asyncproof.core import Explanation, Finding, Severity

if TYPE_CHECKING:
    from asyncproof.cli.doctor.project import Project
    from asyncproof.core import Place

_ORDER = list(Severity)


def run_checks(project: Project) -> list[Finding]:
    """Return what all checks find, the worst first."""
    findings = list(project.configuration.findings)
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        findings += import_module(f"{__name__}.{module.name}").check(project)
    return sorted(findings, key=lambda finding: _ORDER.index(finding.severity))


def finding(
    code: str,
    message: str,
    *,
    cause: str,
    cure: str,
    place: Place | None = None,
    severity: Severity = Severity.ERROR,
) -> Finding:
    """Make a finding whose page is its section in the doctor's documentation."""
    explanation = Explanation(cause=cause, cure=cure, page=f"doctor.md#{code}")
    return Finding(code, message, place, severity, explanation)
