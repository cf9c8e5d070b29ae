"""Claims about the check for a second configuration file."""

from __future__ import annotations

from pathlib import Path

from tests.cli.doctor.checks.settings import only
from tests.cli.doctor.projects import HEALTHY, findings


def test_settings_without_effect_are_a_warning(tmp_path: Path) -> None:
    """A second file with settings for pytest is named, with the settings that do nothing."""
    files = {
        "pyproject.toml": HEALTHY,
        "tox.ini": "[tox]\n[pytest]\nasyncio_mode = strict\n",
        "setup.cfg": "[x]\n",
    }
    finding = only(findings(tmp_path, "ignored-configuration", files))
    assert finding.message == "tox.ini [pytest] is ignored, because pyproject.toml is there"
    assert str(finding.place) == f"{tmp_path / 'tox.ini'}:3"
    assert "asyncio_mode" in finding.explanation.cause


def test_an_empty_second_file_is_fine(tmp_path: Path) -> None:
    """Where nothing is set nothing is ignored."""
    files = {"pyproject.toml": HEALTHY, "tox.ini": "[pytest]\n"}
    assert findings(tmp_path, "ignored-configuration", files) == []
