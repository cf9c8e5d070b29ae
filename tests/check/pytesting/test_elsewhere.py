from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.check.pytesting import elsewhere
from asyncproof.check.pytesting.elsewhere import Elsewhere, up_to_repository
from asyncproof.core import Place


def plant(root: Path, name: str, text: str) -> Path:
    """Make a file, with the folders that it needs."""
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")
    return root / name


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("Makefile", "test:\n\tpytest --asyncio-mode=auto\n", 2),
        ("tox.ini", "[testenv]\ncommands = pytest --asyncio-mode auto", 2),
        (".github/workflows/test.yml", "env:\n  PYTEST_ADDOPTS: -o asyncio_mode=auto\n", 2),
        ("noxfile.py", "session.run('pytest', '--asyncio-mode', 'auto')\n", 1),
        ("scripts/test.sh", "pytest --asyncio-mode=$MODE\n", 1),
        (".vscode/settings.json", '{"args": ["--asyncio-mode", "auto"]}', 1),
    ],
)
def test_a_mode_outside_of_the_configuration_is_found(
    tmp_path: Path, name: str, text: str, line: int
) -> None:
    """Where CI or a task runner gives a mode, it is found for all folders of the repository."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "pkg").mkdir()
    file = plant(tmp_path, name, text)
    assert Elsewhere().mode(str(tmp_path / "pkg")) == Place(str(file), line)


@pytest.mark.parametrize("text", ["pytest --asyncio-mode=strict\n", "pytest\n", "asyncio_mode\n"])
def test_the_usual_mode_is_no_news(tmp_path: Path, text: str) -> None:
    """Strict is what holds anyhow."""
    (tmp_path / "Dockerfile").mkdir()
    plant(tmp_path, "Makefile", text)
    assert Elsewhere().mode(str(tmp_path)) is None


def test_large_files_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that no person wrote isn't searched."""
    monkeypatch.setattr(elsewhere, "_MOST_BYTES", 10)
    plant(tmp_path, "Makefile", "pytest --asyncio-mode=auto")
    assert Elsewhere().mode(str(tmp_path)) is None


def test_folders_are_read_once(tmp_path: Path) -> None:
    """What was seen is remembered, also that there was nothing, or no folder."""
    looker = Elsewhere()
    assert looker.mode(str(tmp_path / "gone")) is None
    assert looker.mode(str(tmp_path)) is None
    plant(tmp_path, "ci", "no folder")
    plant(tmp_path, "Makefile", "pytest --asyncio-mode=auto")
    assert looker.mode(str(tmp_path)) is None
    assert Elsewhere().mode(str(tmp_path)) is not None


def test_a_place_that_is_no_folder_is_passed_over(tmp_path: Path) -> None:
    """A file that has the name of a folder with scripts is none."""
    plant(tmp_path, "ci", "--asyncio-mode=auto")
    assert Elsewhere().mode(str(tmp_path)) is None


def test_a_project_ends_with_its_repository(tmp_path: Path) -> None:
    """In a repository all up to its top belongs to the project; outside up to the next one set up."""
    inner = tmp_path / "a/b/c"
    inner.mkdir(parents=True)
    assert up_to_repository(str(inner)) == [str(inner)]
    plant(tmp_path, "a/setup.py", "")
    assert up_to_repository(str(inner)) == [str(inner), str(inner.parent), str(tmp_path / "a")]
    plant(tmp_path, "a/b/c/pyproject.toml", "")
    assert up_to_repository(str(inner)) == [str(inner)]
    (tmp_path / ".git").mkdir()
    assert up_to_repository(str(inner)) == [str(inner), str(inner.parent), str(tmp_path / "a"), str(tmp_path)]
