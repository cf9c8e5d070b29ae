from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.check.settings.settings import Settings


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("tests/", "tests/a/test_it.py", True),
        ("tests/**", "tests/a/test_it.py", True),
        ("tests/*.py", "tests/a/test_it.py", False),
        ("conftest.py", "tests/a/conftest.py", True),
        ("*.pyi", "src/a.pyi", True),
        ("/tests", "src/tests/test_it.py", False),
        ("../other/", "../other/test_it.py", True),
    ],
)
def test_patterns_are_those_of_a_gitignore(pattern: str, path: str, matches: bool, tmp_path: Path) -> None:
    """From the folder of the settings: a folder means all that is in it."""
    settings = Settings(tmp_path, per_file_ignores=((pattern, frozenset(("a", "b"))),))
    assert bool(settings.ignored_in(str(tmp_path / path))) is matches


def test_another_drive_is_nowhere_near(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where there is no way from one to the other."""

    def no_way(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("os.path.relpath", no_way)
    settings = Settings(tmp_path, per_file_ignores=(("*", frozenset(("a",))),))
    assert settings.ignored_in("a.py") == frozenset()


def test_all_patterns_that_match_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path counts from where one stands, and through links."""
    home = tmp_path / "home"
    (home / "tests").mkdir(parents=True)
    (tmp_path / "link").symlink_to(home)
    monkeypatch.chdir(tmp_path / "link")
    patterns = (("tests/", frozenset(("a",))), ("test_it.py", frozenset(("b",))), ("x", frozenset(("c",))))
    assert Settings(home, per_file_ignores=patterns).ignored_in("tests/test_it.py") == {"a", "b"}
    assert Settings(home).ignored_in("tests/test_it.py") == set()
