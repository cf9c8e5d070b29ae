"""Claims about `asyncproof init` as a user calls it, on projects of many shapes."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from asyncproof.cli import ExitCode, main
from tests.cli.doctor.projects import INSTALLED, write

LINES = """\
asyncio_mode = strict
asyncio_default_fixture_loop_scope = fixture-scope
asyncio_default_test_loop_scope = function
"""
TOML = LINES.replace("= ", '= "').replace("\n", '"\n')
NOTHING = "Nothing to add: how async tests run is written down.\n"
HOOKS = (
    "repos:\n  - repo: https://github.com/astral-sh/ruff-pre-commit\n    rev: v1\n    hooks: [{id: ruff}]\n"
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, where just these packages are installed."""
    for module in ("doctor.project", "init.plan"):
        monkeypatch.setattr(f"asyncproof.cli.{module}.installed_version", INSTALLED.get)
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def init(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Call the command, and return its exit code and what it prints."""
    code = main(["init", *words])
    return code, capsys.readouterr().out


@pytest.mark.parametrize(
    "files",
    [
        {"tests/test_a.py": ""},
        {"pytest.ini": ""},
        {"pytest.ini": "[pytest]\r\naddopts = -q\r\n"},
        {".pytest.ini": "[pytest]\nasyncio_mode = auto\n"},
        {"tox.ini": "[tox]\n[pytest]\n[testenv]\n"},
        {"setup.cfg": "[metadata]\nname = x\n[tool:pytest]\naddopts =\n    -q\n    -ra\n"},
        {"pyproject.toml": '[project]\nname = "x"\n'},
        {"pyproject.toml": '[tool.pytest.ini_options]\naddopts = "--asyncio-mode=auto"\n'},
        {"pyproject.toml": "[tool.pytest]\nxfail_strict = true\n"},
        {"pytest.toml": ""},
        {"setup.py": "", "tests/test_a.py": "", ".pre-commit-config.yaml": HOOKS},
        {"a/pyproject.toml": "", "a/test_a.py": "", "b/tox.ini": "[pytest]\n", "b/test_b.py": ""},
    ],
    ids="+".join,
)
def test_once_is_enough_for_every_project(
    here: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str]
) -> None:
    """All that was there stays, the doctor is content, and a second time there is nothing to do."""
    write(here, files)
    before = {path: path.read_bytes().splitlines() for path in here.rglob("*") if path.is_file()}
    code, out = init(capsys, "--yes")
    assert code == ExitCode.OK, out
    assert "Written: " in out
    assert "nothing is wrong." in out.splitlines()[-1]
    for path, lines in before.items():
        after = iter(path.read_bytes().splitlines())
        assert all(line in after for line in lines)  # these lines, in this order
    assert init(capsys, "--yes") == (ExitCode.OK, NOTHING)
    roots = {path.parent for path in here.glob("[ab]/*")} or {here}
    assert [main(["doctor", str(root)]) for root in roots] == [ExitCode.OK] * len(roots)


def test_the_difference_comes_first(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the form that `patch` reads; with `--diff` that is all, and the exit code says that there is one."""
    write(here, {"pyproject.toml": "[tool.pytest.ini_options]\nxfail_strict = true\n"})
    code, out = init(capsys, "--diff")
    added = "".join(f"+{line}\n" for line in TOML.splitlines())
    assert out == (
        "--- pyproject.toml\n+++ pyproject.toml\n@@ -1,2 +1,5 @@\n"
        f" [tool.pytest.ini_options]\n xfail_strict = true\n{added}"
    )
    assert code == ExitCode.FINDINGS
    assert (here / "pyproject.toml").read_text() == "[tool.pytest.ini_options]\nxfail_strict = true\n"


def test_without_anybody_to_ask_nothing_is_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As in a job of CI: what would be written is shown, and how to have it."""
    code, out = init(capsys)
    assert code == ExitCode.FINDINGS
    assert out.endswith("Nothing is written: there is nobody to ask. With --yes it is written unasked.\n")
    assert list(here.iterdir()) == []


class Terminal(io.StringIO):
    """A stream that a person sits at."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.mark.parametrize(
    ("answer", "written"), [("y\n", True), ("Yes\n", True), ("n\n", False), ("\n", False), ("", False)]
)
def test_a_person_is_asked(here: Path, monkeypatch: pytest.MonkeyPatch, answer: str, written: bool) -> None:
    """Only a yes is one; the end of the input is none."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    monkeypatch.setattr(sys, "stdout", screen)
    code = main(["--color", "always", "init"])
    assert code == (ExitCode.OK if written else ExitCode.FINDINGS)
    assert "Write this? [y/N] " in screen.getvalue()
    assert "\x1b[32m+asyncio_mode = strict" in screen.getvalue()
    assert (here / "pytest.ini").exists() is written
    assert not written or (here / "pytest.ini").read_text() == f"[pytest]\n{LINES}"


def test_what_is_wrong_stays_the_users(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is set is not touched, even if it can't be meant; the doctor's count is told."""
    text = "[pytest]\nasyncio_mode = legacy\n"
    write(here, {"pytest.ini": text})
    code, out = init(capsys, "--yes")
    assert code == ExitCode.OK
    assert (here / "pytest.ini").read_text() == text + LINES.partition("\n")[2]
    assert out.endswith("asyncproof doctor: 1 thing was wrong before, and still is up to you.\n")


def test_a_file_that_only_people_can_mend(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lines are shown, and the rest is done."""
    toml = "tool.pytest.ini_options.xfail_strict = true\n"
    write(here, {"pyproject.toml": toml, ".pre-commit-config.yaml": "repos: []\n", "tests/test_a.py": ""})
    code, out = init(capsys, "--yes")
    assert code == ExitCode.FINDINGS
    assert "pyproject.toml is left as it is: its table is not written in lines of its own." in out
    assert "    [tool.pytest.ini_options]\n    asyncio_mode" in out
    assert ".pre-commit-config.yaml is left as it is" in out
    assert "    - repo: local" in out
    assert (here / "pyproject.toml").read_text() == toml


def test_a_file_that_is_read_only(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told, and the others are written all the same."""
    write(here, {"pytest.ini": "[pytest]\n", ".pre-commit-config.yaml": HOOKS})
    (here / "pytest.ini").chmod(0o444)
    code, out = init(capsys, "--yes")
    assert code == ExitCode.FINDINGS
    assert "pytest.ini is read-only: it was left as it is. Make it writable first.\n" in out
    assert "Written: .pre-commit-config.yaml\n" in out
    assert (here / "pytest.ini").read_text() == "[pytest]\n"


@pytest.mark.parametrize(
    ("files", "path", "said"),
    [
        ({}, "nowhere", "There is no file or directory 'nowhere' to set up."),
        ({"pytest.ini": "[pytest\n"}, ".", "pytest.ini cannot be read"),
        ({".pre-commit-config.yaml": b"# \xff\n"}, ".", ".pre-commit-config.yaml byte 0xff is not utf-8."),
    ],
)
def test_what_can_not_be_worked_on(
    here: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str | bytes], path: str, said: str
) -> None:
    """It is a wrong use of the command, told with one thing to do."""
    for name, text in files.items():
        (here / name).write_bytes(text.encode() if isinstance(text, str) else text)
    assert main(["init", path]) == ExitCode.USAGE
    assert said in capsys.readouterr().err


def test_who_does_without_pytest_asyncio(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to add, and the reason is told."""
    write(here, {"pytest.ini": "[pytest]\naddopts = -p no:asyncio\n"})
    code, out = init(capsys)
    assert code == ExitCode.OK
    assert out.startswith("pytest-asyncio is switched off here, so it gets no settings.\n")
