"""Claims about the check for plugins that run async tests themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.core import Severity
from tests.cli.doctor.checks.settings import only
from tests.cli.doctor.projects import HEALTHY, INSTALLED, findings


@pytest.mark.parametrize(
    ("package", "severity"),
    [
        ("pytest-tornasync", Severity.WARNING),
        ("pytest-asyncio-cooperative", Severity.WARNING),
        ("looptime", Severity.INFO),
    ],
)
def test_other_runners_are_named(tmp_path: Path, package: str, severity: Severity) -> None:
    """Who runs tests by himself is a warning; who only shares the loop is worth knowing."""
    files = {"pyproject.toml": HEALTHY}
    finding = only(findings(tmp_path, "other-runners", files, installed={**INSTALLED, package: "1.0"}))
    assert finding.severity is severity
    assert finding.message.startswith(package)
