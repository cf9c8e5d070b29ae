"""Claims about where the configuration of a project belongs."""

from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.cli.init.places import places_for
from tests.cli.doctor.projects import write

INI = "[pytest]\n"


def places(root: Path, inside: str = ".") -> list[str]:
    """Return the files that the settings would be in, from the root; one that is not there in brackets."""
    found = places_for(root / inside, pytest_major=9)
    return [(place.file or place.rootdir / "(new)").relative_to(root.resolve()).as_posix() for place in found]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, ["(new)"]),
        ({"tests/test_a.py": "", "tests/deep/test_b.py": ""}, ["(new)"]),
        ({"pyproject.toml": "", "tests/test_a.py": ""}, ["pyproject.toml"]),
        ({"setup.py": "", "tests/test_a.py": ""}, ["(new)"]),
        ({"tox.ini": INI, "tests/test_a.py": ""}, ["tox.ini"]),
    ],
)
def test_most_projects_have_one(tmp_path: Path, files: dict[str, str], expected: list[str]) -> None:
    """It is where pytest reads its settings, or would."""
    assert places(write(tmp_path, files)) == expected


def test_what_is_configured_at_the_top_speaks_for_all(tmp_path: Path) -> None:
    """As it does for pytest, run there; a project below can be named."""
    files = {"pytest.ini": INI, "a/pytest.ini": INI, "a/test_a.py": "", "test_b.py": ""}
    write(tmp_path, files)
    assert places(tmp_path) == ["pytest.ini"]
    assert places(tmp_path, "a") == ["a/pytest.ini"]


def test_a_repository_of_several_projects(tmp_path: Path) -> None:
    """Each that has tests is one; what has none is left alone, and loose tests belong to the top."""
    files = {
        "a/pytest.ini": INI,
        "a/tests/test_a.py": "",
        "b/pyproject.toml": "",
        "b/tests/test_b.py": "",
        "c/setup.py": "",
        "c/tests/test_c.py": "",
        "d/pytest.ini": INI,
        "e/test_e.py": "",
    }
    expected = ["a/pytest.ini", "b/pyproject.toml", "c/(new)", "(new)"]
    assert places(write(tmp_path, files)) == expected


def test_without_a_sign_of_a_project_it_is_the_top_of_the_repository(tmp_path: Path) -> None:
    """Wherever in it one stands, and also if a file is named."""
    write(tmp_path, {"tests/deep/test_a.py": ""})
    (tmp_path / ".git").mkdir()
    for inside in ("tests/deep", "tests/deep/test_a.py", "."):
        assert places(tmp_path, inside) == ["(new)"]
