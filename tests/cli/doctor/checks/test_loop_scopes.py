"""Claims about the check for the loops of fixtures and tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.core import Severity
from tests.cli.doctor.checks.settings import only, pyproject
from tests.cli.doctor.projects import SCOPES, findings


@pytest.mark.parametrize(
    ("tests", "cure"), [("", "function"), ('asyncio_default_test_loop_scope = "module"', "module")]
)
def test_an_unset_fixture_scope_is_a_warning(tmp_path: Path, tests: str, cure: str) -> None:
    """pytest-asyncio warns without it; what to write agrees with the scope of the tests."""
    finding = only(findings(tmp_path, "loop-scopes", pyproject(tests, scopes="")))
    assert finding.severity is Severity.WARNING
    assert finding.explanation.cure == f'asyncio_default_fixture_loop_scope = "{cure}"'


@pytest.mark.parametrize("name", ["asyncio_default_fixture_loop_scope", "asyncio_default_test_loop_scope"])
def test_a_wrong_scope_is_an_error(tmp_path: Path, name: str) -> None:
    """A scope that does not exist is shown with those that do."""
    found = findings(
        tmp_path, "loop-scopes", pyproject(f'{name} = "global"', scopes="" if "fixture" in name else SCOPES)
    )
    finding = only(found)
    assert finding.message == f"{name} is 'global', which is no scope"
    assert "session" in finding.explanation.cause


@pytest.mark.parametrize(
    ("fixtures", "tests"), [("session", None), ("function", "session"), ("module", "class")]
)
def test_scopes_that_disagree_are_a_warning(tmp_path: Path, fixtures: str, tests: str | None) -> None:
    """Fixtures and tests in different loops are named, with the two lines that agree."""
    lines = [f'asyncio_default_test_loop_scope = "{tests}"'] if tests else []
    files = pyproject(*lines, scopes=f'asyncio_default_fixture_loop_scope = "{fixtures}"\n')
    finding = only(findings(tmp_path, "loop-scopes", files))
    assert (
        finding.message
        == f"async fixtures run in the {fixtures}'s loop, but tests in the {tests or 'function'}'s"
    )
    assert finding.explanation.cure.count(f'"{fixtures}"') == 2


@pytest.mark.parametrize("fixtures", ["fixture-scope", "function"])
def test_scopes_that_agree_are_fine(tmp_path: Path, fixtures: str) -> None:
    """The same scope, or each fixture's own, is nothing to say anything about."""
    files = pyproject(scopes=f'asyncio_default_fixture_loop_scope = "{fixtures}"\n')
    assert findings(tmp_path, "loop-scopes", files) == []
