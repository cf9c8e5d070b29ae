"""Claims about the check for pytest-asyncio's mode."""

from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.cli.doctor.checks import run_checks
from asyncproof.core import Severity
from tests.cli.doctor.checks.settings import TABLE, only, pyproject
from tests.cli.doctor.projects import SCOPES, findings, project


@pytest.mark.parametrize(
    ("files", "cure"),
    [
        ({"pytest.ini": "[pytest]\n"}, "asyncio_mode = auto"),
        ({"pyproject.toml": TABLE + SCOPES}, 'asyncio_mode = "auto"'),
        ({}, "[pytest]\nasyncio_mode = auto"),
        ({"pyproject.toml": ""}, '[tool.pytest.ini_options]\nasyncio_mode = "auto"'),
    ],
)
def test_an_unset_mode_is_explained(tmp_path: Path, files: dict[str, str], cure: str) -> None:
    """Without a mode the doctor says what strict means, and the line is spelt as the file needs it."""
    finding = only(findings(tmp_path, "asyncio-mode", files))
    assert finding.severity is Severity.INFO
    assert finding.message == "asyncio_mode is not set, so it is strict"
    assert finding.explanation.cure == cure


@pytest.mark.parametrize("mode", ["auto", "strict"])
def test_a_mode_that_is_set_is_fine(tmp_path: Path, mode: str) -> None:
    """Either mode is a choice, not a mistake, by setting or by option."""
    assert findings(tmp_path, "asyncio-mode", pyproject(f'asyncio_mode = "{mode}"')) == []
    assert findings(tmp_path, "asyncio-mode", pyproject(f'addopts = "--asyncio-mode={mode}"')) == []


@pytest.mark.parametrize(("mode", "best"), [("legacy", "auto"), ("strickt", "strict"), ("Auto", "auto")])
def test_a_wrong_mode_is_corrected(tmp_path: Path, mode: str, best: str) -> None:
    """A mode that does not exist is shown with its line and the closest one that does."""
    finding = only(findings(tmp_path, "asyncio-mode", pyproject(f'asyncio_mode = "{mode}"')))
    assert finding.message == f"asyncio_mode is {mode!r}, which is no mode of pytest-asyncio"
    assert (finding.place.line if finding.place else None) == 3
    assert finding.explanation.cure == f'asyncio_mode = "{best}"'


def test_an_option_beats_the_setting(tmp_path: Path) -> None:
    """What the command line always says is what counts, and is where it is corrected."""
    files = pyproject('asyncio_mode = "auto"', 'addopts = ["--asyncio-mode", "bad"]')
    finding = only(findings(tmp_path, "asyncio-mode", files))
    assert finding.explanation.cure == "--asyncio-mode=auto"
    variable = {"PYTEST_ADDOPTS": "--asyncio-mode=worse"}
    finding = only(findings(tmp_path, "asyncio-mode", files, environ=variable))
    assert str(finding.place) == "PYTEST_ADDOPTS"


def test_without_pytest_asyncio_nothing_is_asked_of_it(tmp_path: Path) -> None:
    """A project that does not have the plugin is not told about its settings."""
    installed = {"pytest": "9.2.0", "rich": "15.0.0"}
    files = {"pytest.ini": "[pytest]\n", "conftest.py": "@fixture\ndef event_loop(): ...\n"}
    assert [f.code for f in run_checks(project(tmp_path, files, installed=installed))] == [
        "required-packages"
    ]
