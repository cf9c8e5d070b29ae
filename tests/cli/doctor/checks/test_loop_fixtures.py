"""Claims about the check for fixtures that once made the event loop."""

from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.core import Severity
from tests.cli.doctor.checks.settings import only
from tests.cli.doctor.projects import HEALTHY, INSTALLED, findings


@pytest.mark.parametrize(
    ("source", "line", "cure"),
    [
        ("@pytest.fixture\ndef event_loop(): ...\n", 2, "def pytest_asyncio_loop_factories"),
        (
            '@pytest.fixture(scope="session")\ndef event_loop(): ...\n',
            2,
            'asyncio_default_test_loop_scope = "session"',
        ),
        ('@fixture(name="event_loop")\nasync def anything(): ...\n', 2, "def pytest_asyncio_loop_factories"),
    ],
)
@pytest.mark.parametrize("file", ["conftest.py", "tests/conftest.py", "tests/test_x.py", "tests/x_test.py"])
def test_an_event_loop_fixture_is_an_error(
    tmp_path: Path, source: str, line: int, cure: str, file: str
) -> None:
    """The removed fixture is found wherever it stands, with what replaces it."""
    finding = only(findings(tmp_path, "loop-fixtures", {"pyproject.toml": HEALTHY, file: source}))
    assert finding.severity is Severity.ERROR
    assert str(finding.place) == f"{tmp_path / file}:{line}"
    assert cure in finding.explanation.cure


def test_a_policy_fixture_is_a_warning(tmp_path: Path) -> None:
    """The deprecated fixture is found, with the hook that replaces it."""
    files = {"pyproject.toml": HEALTHY, "conftest.py": "@pytest.fixture\ndef event_loop_policy(): ...\n"}
    finding = only(findings(tmp_path, "loop-fixtures", files))
    assert finding.severity is Severity.WARNING
    assert "pytest_asyncio_loop_factories" in finding.explanation.cure


@pytest.mark.parametrize(
    "source",
    [
        "def event_loop(): ...",
        "@cached\ndef event_loop(): ...",
        "event_loop = (",
        "event_loop\0",
        "x = 'event_loop'",
    ],
)
def test_what_is_no_fixture_is_left_alone(tmp_path: Path, source: str) -> None:
    """A function, another decorator, a broken file or a string is not a fixture."""
    assert findings(tmp_path, "loop-fixtures", {"pyproject.toml": HEALTHY, "conftest.py": source}) == []


@pytest.mark.parametrize("directory", [".hidden", "node_modules", "env"])
def test_other_peoples_files_are_not_read(tmp_path: Path, directory: str) -> None:
    """Hidden directories, installed packages and virtual environments are not the project's tests."""
    files = {"pyproject.toml": HEALTHY, f"{directory}/conftest.py": "@fixture\ndef event_loop(): ...\n"}
    assert findings(tmp_path, "loop-fixtures", {**files, "env/pyvenv.cfg": ""}) == []


def test_old_versions_may_have_the_fixture(tmp_path: Path) -> None:
    """Before pytest-asyncio 1.0 the fixture was how it was done."""
    files = {"pyproject.toml": HEALTHY, "conftest.py": "@fixture\ndef event_loop(): ...\n"}
    installed = {**INSTALLED, "pytest-asyncio": "0.24.0"}
    assert findings(tmp_path, "loop-fixtures", files, installed=installed) == []
