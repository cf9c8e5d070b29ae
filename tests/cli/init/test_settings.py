"""Claims about the settings that are missing, and about what holds without them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from asyncproof.cli.init.settings import missing_in
from tests.cli.doctor.projects import INSTALLED, project

MODE = "asyncio_mode"
FIXTURES = "asyncio_default_fixture_loop_scope"
TESTS = "asyncio_default_test_loop_scope"
OLDER = {**INSTALLED, "pytest-asyncio": "1.4.0"}


def missing(root: Path, *lines: str, installed: Mapping[str, str] = INSTALLED) -> dict[str, str]:
    """Return what is missing in a pytest.ini."""
    text = "\n".join(["[pytest]", *lines, ""])
    return missing_in(project(root, {"pytest.ini": text}, installed=installed)).settings


def test_what_holds_unsaid_is_said(tmp_path: Path) -> None:
    """Strict mode, each fixture in a loop as wide as itself, each test in one of its own."""
    assert missing(tmp_path) == {MODE: "strict", FIXTURES: "fixture-scope", TESTS: "function"}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("asyncio_mode = legacy", MODE),
        ("addopts = --asyncio-mode=auto", MODE),
        ("addopts = -o asyncio_mode=auto", MODE),
        (f"{FIXTURES} =", FIXTURES),
        (f"{FIXTURES} = session", FIXTURES),
        (f"addopts = --override-ini {TESTS}=session", TESTS),
    ],
)
def test_what_is_said_stays(tmp_path: Path, line: str, name: str) -> None:
    """Be it in the options, be it nonsense: that is the doctor's business."""
    assert set(missing(tmp_path, line)) == {MODE, FIXTURES, TESTS} - {name}


def test_a_shell_says_nothing_for_others(tmp_path: Path) -> None:
    """What this user has in PYTEST_ADDOPTS holds nowhere else."""
    environ = {"PYTEST_ADDOPTS": "--asyncio-mode=auto"}
    found = missing_in(project(tmp_path, {"pytest.ini": "[pytest]\n"}, environ=environ))
    assert set(found.settings) == {MODE, FIXTURES, TESTS}


def test_an_older_pytest_asyncio_has_no_word_for_a_fixtures_own_scope(tmp_path: Path) -> None:
    """So that is left to the user, with a remark; what is said already needs none."""
    assert missing(tmp_path, installed=OLDER) == {MODE: "strict", TESTS: "function"}
    found = missing_in(project(tmp_path, {"pytest.ini": "[pytest]\n"}, installed=OLDER))
    assert "can be said from pytest-asyncio 1.5 on, and 1.4.0 is installed" in found.remarks[0]
    said = project(tmp_path, {"pytest.ini": f"[pytest]\n{FIXTURES} = function\n"}, installed=OLDER)
    assert missing_in(said).remarks == []


def test_who_does_without_pytest_asyncio_gets_no_settings_for_it(tmp_path: Path) -> None:
    """Pytest would not know them, and with strict settings it would stop."""
    found = missing_in(project(tmp_path, {"pytest.ini": "[pytest]\naddopts = -p no:asyncio\n"}))
    assert found.settings == {}
    assert "switched off" in found.remarks[0]
