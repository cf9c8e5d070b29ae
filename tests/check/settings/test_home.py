from __future__ import annotations

import os
from pathlib import Path

import pytest

from asyncproof.check.settings.home import root_of, settings_for
from asyncproof.check.settings.settings import Settings
from tests.check.world import write

TABLE = "[tool.asyncproof.check]\n"


@pytest.mark.parametrize("sign", ["pyproject.toml", "setup.py", "setup.cfg", ".git"])
def test_the_project_is_the_folder_with_a_sign_of_one(sign: str, tmp_path: Path) -> None:
    """The nearest one above a file or a folder."""
    write(tmp_path, {f"app/{sign}": "", "app/tests/deep/test_it.py": ""})
    for path in ("app/tests/deep/test_it.py", "app/tests", "app"):
        assert root_of(tmp_path / path) == tmp_path / "app"


def test_a_folder_without_a_project_is_its_own(tmp_path: Path) -> None:
    """Unless a folder above is one."""
    above = [folder for folder in tmp_path.parents if os.path.exists(folder / ".git")]  # noqa: PTH110 - a path, as the code asks for it
    assert root_of(tmp_path) == (above[0] if above else tmp_path)


def test_the_nearest_settings_count(tmp_path: Path) -> None:
    """A `pyproject.toml` without the table is passed over; nothing of the one above is added."""
    write(
        tmp_path,
        {
            "pyproject.toml": TABLE + "all-rules = true\n",
            "a/pyproject.toml": "[project]\nname = 'asyncproof'\n",
            "a/b/pyproject.toml": TABLE,
            "a/b/test_it.py": "",
        },
    )
    assert settings_for(tmp_path / "a").home == tmp_path
    assert settings_for(tmp_path / "a").all_rules
    found = settings_for(tmp_path / "a/b/test_it.py")
    assert (found.home, found.all_rules) == (tmp_path / "a/b", False)


def test_a_repository_has_nothing_from_above(tmp_path: Path) -> None:
    """Without settings of its own all is as by default, from the folder of the project."""
    write(tmp_path, {"pyproject.toml": TABLE, "a/.git/HEAD": "", "a/b/setup.py": ""})
    assert settings_for(tmp_path / "a/b") == Settings(tmp_path / "a/b")
