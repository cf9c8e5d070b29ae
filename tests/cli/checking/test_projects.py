from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.check.settings.settings import Settings
from asyncproof.cli import ExitCode
from asyncproof.cli.checking.projects import projects_of, words
from asyncproof.cli.parser import parse
from tests.check.world import write
from tests.cli.checking.checked import BAD, LINE, concise

TABLE = "[tool.asyncproof.check]\n"


def test_words_come_with_commas_or_again() -> None:
    """Empty ones are none."""
    assert words(["a, b", ",c,", ""]) == ("a", "b", "c")


@pytest.mark.parametrize(
    ("settings", "options", "found"),
    [
        ("", [], True),
        ("select = ['AP102']", [], False),
        ("select = ['AP102']\nextend-select = ['missing-await']", [], True),
        ("select = ['AP102']", ["--extend-select=AP101"], True),
        ("select = ['AP102']", ["--select=AP101"], True),
        ("ignore = ['missing-await']", [], False),
        ("ignore = ['missing-await']", ["--select=AP101"], True),
        ("ignore = ['missing-await']", ["--extend-select=AP101"], False),
        ("extend-select = ['AP101']", ["--select=AP102"], False),
        ("", ["--ignore=AP1"], False),
        ("exclude = ['test_*']", ["."], False),
        ("exclude = ['test_*']", ["test_it.py"], True),
        ("exclude = ['test_*']", ["test_it.py", "--force-exclude"], False),
        ("", [".", "--exclude=test_*,b"], False),
        ("per-file-ignores.'test_it.py' = ['missing-await']", [], False),
    ],
)
def test_the_command_line_has_the_last_word(
    settings: str, options: list[str], found: bool, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A `--select` is the whole choice; the others add to what the project says."""
    write(here, {"pyproject.toml": TABLE + settings})
    assert ("[missing-await]" in concise(capsys, *options).out) is found


def test_each_path_has_the_settings_of_its_project(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two projects in one call, each with its own, and a path that is in none."""
    write(
        here,
        {
            "a/pyproject.toml": TABLE + "severity.missing-await = 'info'\n",
            "a/test_a.py": BAD,
            "b/pyproject.toml": TABLE + "ignore = ['AP1']\n",
            "b/test_b.py": BAD,
        },
    )
    said = concise(capsys, "a", "b", "test_it.py")
    info = LINE.replace("test_it.py", "a/test_a.py", 1).replace("error", "info")
    assert said.out == info + LINE
    assert said.code == ExitCode.FINDINGS


def test_settings_are_read_once_for_a_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many of its files are named."""
    asked: list[Path] = []

    def settings_for(path: Path) -> Settings:
        asked.append(path)
        return Settings(here)

    monkeypatch.setattr("asyncproof.check.settings.projects.settings_for", settings_for)
    paths = [Path("test_it.py"), Path("other.py"), Path("a/b.py"), Path("a/c.py"), Path()]
    (project,) = projects_of(paths, parse(["check"]))
    assert project.paths == paths
    assert asked == [Path(), Path("a")]


def test_a_broken_setting_is_a_wrong_call(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is checked."""
    write(here, {"pyproject.toml": TABLE + "selct = []\n"})
    said = concise(capsys)
    assert (said.code, said.out) == (ExitCode.USAGE, "")
    assert (
        "pyproject.toml:2: `selct = []` is no setting of asyncproof check. Did you mean 'select'?" in said.err
    )


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], False),
        (["--all-rules"], True),
        (["--select=dropped-task"], True),
        (["--select=AP401"], True),
        (["--select=AP4"], False),
        (["--extend-select=dropped-task"], True),
    ],
)
def test_what_ruff_finds_is_left_to_it(
    options: list[str], found: bool, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unless the rule is asked for by its name; a note says so."""
    dropped = "import asyncio\nasync def work(): ...\nasync def f():\n    asyncio.create_task(work())\n"
    write(here, {"pyproject.toml": "[tool.ruff.lint]\nselect = ['RUF006']\n", "test_it.py": dropped})
    said = concise(capsys, *options)
    assert ("[dropped-task]" in said.out) is found
    assert ("left to ruff: dropped-task" in said.err) is not found
    write(here, {"pyproject.toml": TABLE + "all-rules = true\n[tool.ruff.lint]\nselect = ['RUF006']\n"})
    assert "[dropped-task]" in concise(capsys, "--extend-select=AP4").out
