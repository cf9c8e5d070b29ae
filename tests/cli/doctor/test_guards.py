from __future__ import annotations

from pathlib import Path

from asyncproof.cli.doctor.guards import GuardLevel, levels_in
from asyncproof.guard import all_guards
from tests.cli.doctor.projects import HEALTHY, project

ONE = "never-awaited"


def levels(root: Path, *lines: str) -> tuple[dict[str, GuardLevel], tuple[tuple[str, str], ...]]:
    """Read the levels of a project with these lines."""
    setting = f"asyncproof_guards = {list(lines)!r}\n" if lines else ""
    found = levels_in(project(root, {"pyproject.toml": HEALTHY + setting}).configuration)
    return {guard.name: guard for guard in found.guards}, found.folders


def test_without_settings_the_defaults_hold(tmp_path: Path) -> None:
    """Every guard is listed with the level that it has by itself."""
    guards, folders = levels(tmp_path)
    assert {name: guard.level for name, guard in guards.items()} == {
        guard.name: guard.default.value for guard in all_guards()
    }
    assert not any(guard.is_set for guard in guards.values())
    assert folders == ()


def test_what_the_project_says_is_marked(tmp_path: Path) -> None:
    """A level that is set is told from a default, also where it is the same."""
    guards, _ = levels(tmp_path, "all = warn", f"{ONE} = error")
    assert (guards[ONE].level, guards[ONE].is_set) == ("error", True)
    assert guards["leaked-task"].level == "warn"


def test_folders_are_told_in_words(tmp_path: Path) -> None:
    """What holds for some folders only is no level of the guard; nonsense is left to the check for it."""
    guards, folders = levels(tmp_path, "tests/old: all = off, leaks = warn", "leeks = off")
    assert not guards["leaked-task"].is_set
    assert folders == (("tests/old", "all = off, leaks = warn"),)
