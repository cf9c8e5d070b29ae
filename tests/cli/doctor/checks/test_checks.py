"""Claims about the checks: what each finds, where, and what it says to write; and that health is silent."""

from __future__ import annotations

import pkgutil
from pathlib import Path

from asyncproof.cli.doctor import checks
from asyncproof.cli.doctor.checks import run_checks
from asyncproof.core import Severity
from tests.cli.doctor.projects import HEALTHY, project


def test_a_healthy_project_is_silent(tmp_path: Path) -> None:
    """Where nothing is wrong there is nothing to say."""
    assert (
        run_checks(project(tmp_path, {"pyproject.toml": HEALTHY, "tests/test_x.py": "def test(): ..."})) == []
    )


def test_the_worst_comes_first(tmp_path: Path) -> None:
    """Errors stand before warnings, and these before what is only worth knowing."""
    found = run_checks(project(tmp_path, {"pytest.ini": "[pytest]\nasyncproof_stps = 1\n"}))
    assert [finding.severity for finding in found] == [Severity.ERROR, Severity.WARNING, Severity.INFO]


def test_every_check_is_complete() -> None:
    """Every module in `checks` is a check with a docstring, and its findings have a section in the docs."""
    page = (Path(__file__).parents[4] / "docs" / "doctor.md").read_text(encoding="utf-8")
    for module in pkgutil.iter_modules(checks.__path__):
        assert f"## {module.name.replace('_', '-')}\n" in page
