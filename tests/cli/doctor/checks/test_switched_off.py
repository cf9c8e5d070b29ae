"""Claims about the check for plugins that are switched off."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.doctor.checks.settings import only, pyproject
from tests.cli.doctor.projects import findings


@pytest.mark.parametrize("words", ['"-p no:asyncio"', '["-pno:asyncio"]', '["-p", "no:asyncio", "-v"]'])
def test_a_plugin_that_is_off_is_an_error(tmp_path: Path, words: str) -> None:
    """`-p no:asyncio` is found in every spelling."""
    finding = only(findings(tmp_path, "switched-off", pyproject(f"addopts = {words}")))
    assert finding.message == "the plugin asyncio is switched off"
    assert finding.explanation.cure == "Remove: -p no:asyncio"


def test_other_plugins_may_be_off(tmp_path: Path) -> None:
    """Which other plugins are off is not asked."""
    assert findings(tmp_path, "switched-off", pyproject('addopts = "-p no:cacheprovider -p mine -q"')) == []


def test_no_plugins_at_all_is_an_error(tmp_path: Path) -> None:
    """The variable that stops pytest from loading plugins is named."""
    environ = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    finding = only(findings(tmp_path, "switched-off", pyproject(), environ=environ))
    assert "PYTEST_DISABLE_PLUGIN_AUTOLOAD" in finding.message


def test_an_unclosed_quote_is_not_fatal(tmp_path: Path) -> None:
    """Options that no shell could read are read as words."""
    finding = only(findings(tmp_path, "switched-off", pyproject("""addopts = '-k "a -p no:asyncio'""")))
    assert "asyncio" in finding.message
