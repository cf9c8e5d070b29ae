"""Claims about the check for packages that are missing or too old."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.doctor.checks.settings import only
from tests.cli.doctor.projects import HEALTHY, INSTALLED, findings


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    """What is needed and not there is an error with the line that installs it."""
    installed = {name: version for name, version in INSTALLED.items() if name != "pytest-asyncio"}
    finding = only(findings(tmp_path, "required-packages", {"pyproject.toml": HEALTHY}, installed=installed))
    assert finding.message == "pytest-asyncio is not installed"
    assert finding.explanation.cure == 'pip install "pytest-asyncio>=1.4"'


@pytest.mark.parametrize("version", ["0.24.0", "one"])
def test_an_old_package_is_named(tmp_path: Path, version: str) -> None:
    """A version that is not supported is an error, whether it is old or unreadable."""
    installed = {**INSTALLED, "pytest-asyncio": version}
    finding = only(findings(tmp_path, "required-packages", {"pyproject.toml": HEALTHY}, installed=installed))
    assert finding.message == f"pytest-asyncio {version} is not supported"
