"""Claims about the check for `pytest_plugins` in a lower conftest."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.doctor.checks.settings import pyproject
from tests.cli.doctor.projects import findings


@pytest.mark.parametrize(
    ("file", "nested"),
    [
        ("conftest.py", False),
        ("tests/conftest.py", False),
        ("tests/unit/conftest.py", True),
        ("lib/conftest.py", True),
        ("checks/conftest.py", False),
        ("checks/test_unit/conftest.py", False),
        ("tests/test_x.py", False),
    ],
)
@pytest.mark.parametrize("source", ["pytest_plugins = ['x']\n", "pytest_plugins: list[str] = ['x']\n"])
def test_plugins_in_a_lower_conftest_are_an_error(
    tmp_path: Path, file: str, nested: bool, source: str
) -> None:
    """Pytest refuses `pytest_plugins` in a conftest that it does not read at its start."""
    files = {**pyproject('testpaths = ["checks"]'), file: source}
    assert bool(findings(tmp_path, "nested-plugins", files)) is nested
