"""Claims about the check for settings that this pytest is too old for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.doctor.checks.settings import only
from tests.cli.doctor.projects import INSTALLED, findings

OLD = {**INSTALLED, "pytest": "8.4.2"}


@pytest.mark.parametrize(
    ("file", "line", "what"),
    [
        ("pytest.toml", None, "pytest.toml"),
        (".pytest.toml", None, ".pytest.toml"),
        ("pyproject.toml", 3, "[tool.pytest] in pyproject.toml"),
    ],
)
def test_newer_places_are_named_for_an_old_pytest(
    tmp_path: Path, file: str, line: int | None, what: str
) -> None:
    """Settings that have no effect with this pytest are named; with a newer one they are fine."""
    files = {file: '[project]\nname = "x"\n[tool.pytest]\nasyncio_mode = "auto"\n'}
    finding = only(findings(tmp_path, "newer-configuration", files, installed=OLD))
    assert finding.message == f"pytest 8.4.2 does not read {what}"
    assert (finding.place.line if finding.place else 0) == line
    assert findings(tmp_path, "newer-configuration", files) == []


def test_older_places_are_fine(tmp_path: Path) -> None:
    """The table for every pytest is not the newer one."""
    files = {"pyproject.toml": "[tool.pytest.ini_options]\n"}
    assert findings(tmp_path, "newer-configuration", files, installed=OLD) == []
