from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.config.findpaths import determine_setup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asyncproof.check.pytesting.rootdir import Rootdirs

TEXTS = {
    "pytest.ini": ["", "[pytest]\na = 1\n"],
    "pytest.toml": [""],
    "pyproject.toml": ["", "[tool.pytest.ini_options]\n", "[tool.pytest]\na = '1'\n", "[project]\n"],
    "tox.ini": ["[tox]\n", "[pytest]\n"],
    "setup.cfg": ["[metadata]\n", "[tool:pytest]\nb = 1\n"],
    "setup.py": [""],
    "conftest.py": [""],
}
PLACES = ("", "a", "a/b")


def plant(root: Path, files: dict[str, str]) -> None:
    """Make a fresh project: its top is a repository."""
    (root / "a/b").mkdir(parents=True)
    (root / ".git").mkdir()
    for path, text in files.items():
        (root / path).write_text(text, encoding="utf-8")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_it_is_where_pytest_has_it(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Wherever configuration stands, pytest itself finds the same rootdir, file and settings."""
    files: dict[str, str] = {}
    for place in PLACES:
        for name in data.draw(st.sets(st.sampled_from(sorted(TEXTS)), max_size=3)):
            files[f"{place}/{name}".lstrip("/")] = data.draw(st.sampled_from(TEXTS[name]))
    root = tmp_path_factory.mktemp("project")
    plant(root, files)
    finder = Rootdirs()
    for place in PLACES:
        folder = root / place
        theirs, file, values, _ = determine_setup(
            inifile=None, override_ini=None, args=[str(folder)], rootdir_cmd_arg=None, invocation_dir=root
        )
        ours = finder.of(str(folder))
        assert ours.rootdir == str(theirs)
        assert set(ours.settings.values if ours.settings else ()) == set(values)
        if ours.settings is not None:
            assert ours.settings.path == str(file)


def test_without_a_sign_it_is_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing says where a project begins, the folder itself stands for it."""
    (tmp_path / "a").mkdir()
    finder = Rootdirs()
    assert finder.of(str(tmp_path / "a")).rootdir == str(tmp_path / "a")
    assert finder.of(str(tmp_path)).rootdir == str(tmp_path)
    assert finder.of(str(tmp_path / "gone")).rootdir == str(tmp_path / "gone")


def test_folders_are_read_once(tmp_path: Path) -> None:
    """What was seen is remembered: a file that is gone since then still counts in this run."""
    plant(tmp_path, {"pytest.ini": ""})
    finder = Rootdirs()
    finder.of(str(tmp_path / "a"))
    (tmp_path / "pytest.ini").unlink()
    assert finder.of(str(tmp_path / "a/b")).settings is not None
