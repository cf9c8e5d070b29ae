"""Claims about the check for the settings of asyncproof itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.cli.doctor.checks.own_settings import LISTS, SETTINGS
from tests.cli.doctor.checks.settings import only, pyproject
from tests.cli.doctor.projects import findings


def test_a_misspelt_setting_is_corrected(tmp_path: Path) -> None:
    """A setting of ours that does not exist is shown with the close one."""
    finding = only(findings(tmp_path, "own-settings", pyproject("asyncproof_virtual_tme = true")))
    assert finding.message == "there is no setting asyncproof_virtual_tme"
    assert finding.explanation.cure == "asyncproof_virtual_time = true"
    finding = only(findings(tmp_path, "own-settings", pyproject("asyncproof_xyzzy = true")))
    assert finding.explanation.cure == "Remove the line."


@pytest.mark.parametrize(
    ("name", "bad", "good"),
    [
        ("asyncproof_virtual_time", "perhaps", "true"),
        ("asyncproof_network", "tcp", "memory"),
        ("asyncproof_steps", "0", "5"),
        ("asyncproof_jumps", "many", "5"),
        ("asyncproof_patience", "-1", "0.5"),
        ("asyncproof_hang", "x", "60"),
        ("asyncproof_explore", "many", "30s"),
        ("asyncproof_wall_clock", "", "2026-01-01"),
    ],
)
def test_a_value_that_makes_no_sense_is_an_error(tmp_path: Path, name: str, bad: str, good: str) -> None:
    """Every setting knows what it takes."""
    finding = only(findings(tmp_path / "bad", "own-settings", pyproject(f'{name} = "{bad}"')))
    assert finding.message == f"{name} is {bad!r}"
    assert SETTINGS[name][0] in finding.explanation.cause
    assert findings(tmp_path / "good", "own-settings", pyproject(f'{name} = "{good}"')) == []


@pytest.mark.parametrize(
    ("name", "bad", "why", "good"),
    [
        ("asyncproof_guards", "leeks = warn", "Did you mean 'leaks'?", "tests/old: all = off"),
        ("asyncproof_guards", "leaks = wanr", "'wanr' is no level.", "leaks = warn, never-awaited = off"),
        ("asyncproof_guards", "leaks", "This is no level for a guard.", "leaks=error"),
        ("asyncproof_guards", ": leaks = off", "There is no folder before the colon.", "x: leaks = off"),
        ("asyncproof_allow", "leeks: app.*", "Did you mean 'leaks'?", "leaks: app.*"),
        ("asyncproof_allow", "leaks:", "There is no pattern.", "app.pool.*"),
    ],
)
def test_each_line_about_guards_is_read(tmp_path: Path, name: str, bad: str, why: str, good: str) -> None:
    """A line that the plugin would refuse is shown with the reason, the good ones beside it are not."""
    finding = only(findings(tmp_path / "bad", "own-settings", pyproject(f"{name} = [{good!r}, {bad!r}]")))
    assert finding.message == f"{name} says {bad!r}"
    assert why in finding.explanation.cause
    assert findings(tmp_path / "good", "own-settings", pyproject(f"{name} = [{good!r}]")) == []


def test_the_settings_are_those_of_the_plugin(pytestconfig: pytest.Config) -> None:
    """The doctor knows exactly the settings that the plugin declares."""
    declared = {name for name in pytestconfig._parser._inidict if name.startswith("asyncproof_")}
    assert declared == {*SETTINGS, *LISTS}
