"""Claims about the check for plugins that both want every async test."""

from __future__ import annotations

from pathlib import Path

from tests.cli.doctor.checks.settings import only, pyproject
from tests.cli.doctor.projects import INSTALLED, findings


def test_two_auto_modes_are_an_error(tmp_path: Path) -> None:
    """pytest-asyncio and anyio cannot both have every async test."""
    files = pyproject('asyncio_mode = "auto"', 'anyio_mode = "auto"')
    finding = only(findings(tmp_path, "auto-modes", files))
    assert finding.message == "pytest-asyncio and anyio are both in auto mode"
    assert finding.explanation.cure == 'anyio_mode = "strict"'


def test_an_auto_mode_by_option_is_taken_back_there(tmp_path: Path) -> None:
    """Where an option made the mode, the option is what to remove."""
    files = pyproject('addopts = "--asyncio-mode=auto --trio-mode=true"')
    finding = only(findings(tmp_path, "auto-modes", files, installed={**INSTALLED, "pytest-trio": "0.8"}))
    assert finding.explanation.cure == "Remove: --trio-mode=true"


def test_one_auto_mode_is_fine(tmp_path: Path) -> None:
    """One plugin in auto mode is how it is meant, and a plugin that is not there has no mode."""
    files = pyproject('asyncio_mode = "auto"', 'trio_mode = "true"')
    assert findings(tmp_path, "auto-modes", files) == []
