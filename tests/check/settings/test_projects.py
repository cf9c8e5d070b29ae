"""Paths and the projects that they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.settings.projects import groups_of
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "[tool.asyncproof.check]\n"


def test_paths_of_one_project_are_together(tmp_path: Path) -> None:
    """In the order in which they come, with the settings that are the nearest."""
    write(
        tmp_path,
        {
            "a/pyproject.toml": f"{TABLE}ignore = ['AP1']\n",
            "a/tests/test_a.py": "",
            "a/tests/test_b.py": "",
            "b/pyproject.toml": TABLE,
            "b/test_b.py": "",
        },
    )
    a, b = tmp_path / "a", tmp_path / "b"
    paths = [a / "tests/test_b.py", b, a / "tests/test_a.py", a]
    first, second = groups_of(paths)
    assert (first.root, first.paths) == (a, [paths[0], paths[2], paths[3]])
    assert (second.root, second.paths) == (b, [b])
    assert (first.settings.ignore, second.settings.ignore) == (("AP1",), ())


def test_one_root_may_have_two_settings(tmp_path: Path) -> None:
    """A package inside that is a project of its own, and takes the settings from above."""
    write(tmp_path, {"pyproject.toml": TABLE, "inner/setup.py": "", "inner/test_it.py": "", ".git/HEAD": ""})
    (one, other) = groups_of([tmp_path / "inner", tmp_path])
    assert [one.root, other.root] == [tmp_path / "inner", tmp_path]
    assert one.settings.home == other.settings.home == tmp_path
