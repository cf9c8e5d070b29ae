"""Claims about `asyncproof check` as a user calls it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from asyncproof.check.checker import Checker
from asyncproof.cli import ExitCode, main
from tests.check.world import write

BAD = "async def work(): ...\nasync def test_it():\n    work()\n"
SAID = "`work()` makes a coroutine that is never awaited: nothing of it runs"
LINE = f"test_it.py:3:5: error: {SAID} [missing-await]\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one bad file, which is the current folder."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"pyproject.toml": "", "test_it.py": BAD})
    return tmp_path


def checked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Return the exit code and what was printed."""
    code = main(["check", "--format", "concise", *words])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.usefixtures("here")
def test_the_current_folder_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a path; the exit code says that there are errors."""
    assert checked(capsys) == (ExitCode.FINDINGS, LINE, "")
    assert checked(capsys, "--exit-zero") == (ExitCode.OK, LINE, "")


@pytest.mark.usefixtures("here")
def test_text_is_what_a_person_gets(capsys: pytest.CaptureFixture[str]) -> None:
    """With the line and a sum, without colours in a pipe and with them where they are asked for."""
    assert main(["check"]) == ExitCode.FINDINGS
    plain = capsys.readouterr().out
    assert plain.startswith("test_it.py:3:5: error missing-await\n")
    assert plain.endswith("1 error in 1 file. --unsafe-fixes mends 1.\n")
    assert "\x1b" not in plain
    main(["check", "--color=always"])
    assert "\x1b[1;31merror" in capsys.readouterr().out


@pytest.mark.usefixtures("here")
def test_json_is_what_a_program_gets(capsys: pytest.CaptureFixture[str]) -> None:
    """One object, and nothing around it."""
    assert main(["check", "--format=json", "test_it.py"]) == ExitCode.FINDINGS
    data = json.loads(capsys.readouterr().out)
    assert [one["rule"] for one in data["findings"]] == ["missing-await"]


def test_nothing_to_complain_about(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A clean file and an empty folder are fine, and warnings stop nobody."""
    write(here, {"clean.py": "async def f(): ...\n", "warned.py": "x = 1  # asyncproof: ignore  - async\n"})
    (here / "empty").mkdir()
    assert checked(capsys, "clean.py") == (ExitCode.OK, "", "")
    assert checked(capsys, "empty") == (ExitCode.OK, "", "")
    code, out, _ = checked(capsys, "warned.py")
    assert code == ExitCode.OK
    assert "warning" in out
    assert main(["check", "empty"]) == ExitCode.OK
    assert capsys.readouterr().out == "Nothing found in 0 files.\n"


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--select", "AP102"], False),
        (["--select", "AP102, missing-await"], True),
        (["--select", "AP102", "--select", "AP101"], True),
        (["--ignore", "missing-await"], False),
        (["--ignore", ",tested-coroutine,"], True),
        (["--select", "all", "--ignore", "AP1"], False),
    ],
)
def test_rules_are_selected_and_ignored(
    words: list[str], found: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """By names and codes, with commas between or said again."""
    out = checked(capsys, *words)[1]
    assert ("[missing-await]" in out) is found


@pytest.mark.usefixtures("here")
def test_a_misspelt_rule_is_recognised(capsys: pytest.CaptureFixture[str]) -> None:
    """It is a wrong call: nothing is checked, and the close name is told."""
    code, out, error = checked(capsys, "--ignore", "mising-await")
    assert (code, out) == (ExitCode.USAGE, "")
    assert "There is no rule 'mising-await'. Did you mean 'missing-await'?" in error


@pytest.mark.usefixtures("here")
def test_a_path_that_is_not_there_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    """It is named, and so is the one that may be meant."""
    code, out, error = checked(capsys, "test_is.py")
    assert (code, out) == (ExitCode.USAGE, "")
    assert "test_is.py" in error
    assert "test_it.py" in error


def test_a_wrong_path_is_told_before_anything_is_read(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also where it is the second one: a wrong call prints no findings."""
    write(here, {"a/test_it.py": BAD})
    code, out, error = checked(capsys, "a", "nowhere")
    assert (code, out) == (ExitCode.USAGE, "")
    assert "nowhere" in error


def test_what_cannot_be_read_is_told_and_the_rest_is_checked(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Broken files, files in another encoding than they say, links to nowhere."""
    write(here, {"broken.py": "async def f(:\n"})
    (here / "latin.py").write_bytes(b"async def f(): '\xe9'\n")
    (here / "named").symlink_to(here / "gone")
    code, out, _ = checked(capsys, ".", "named")
    assert code == ExitCode.FINDINGS
    assert LINE in out
    for name in ("broken.py:1", "latin.py", "named"):
        assert f"{name}: unreadable" in out or f"{name}:1: unreadable" in out, out


def test_names_may_begin_with_a_hyphen(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Behind `--`, and in folders as they are."""
    write(here, {"my-tests/-x/test-a.py": BAD, "-b.py": BAD})
    assert checked(capsys, "my-tests")[1].startswith("my-tests/-x/test-a.py:3:5: error")
    assert checked(capsys, "--", "-b.py")[1].startswith("-b.py:3:5: error")


def test_ctrl_c_tells_what_was_found(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files before count, and the exit code is that of an interruption."""
    write(here, {"test_z.py": BAD})
    look_at = Checker._look_at

    def interrupted(self: Checker, path: Path) -> None:
        if path.name == "test_z.py":
            raise KeyboardInterrupt
        look_at(self, path)

    monkeypatch.setattr(Checker, "_look_at", interrupted)
    assert checked(capsys) == (ExitCode.INTERRUPTED, LINE, "asyncproof: interrupted\n")


def test_a_bug_of_ours_is_told(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other files are checked; with `--traceback` there is the traceback instead."""

    def fail(*_: Any) -> None:
        raise LookupError("nothing there")

    monkeypatch.setattr("asyncproof.check.checker.parse", fail)
    write(here, {"test_z.py": "x = 1\n"})
    code, out, _ = checked(capsys)
    assert code == ExitCode.FINDINGS
    assert "test_it.py: unreadable: asyncproof itself failed on this file: LookupError: nothing there" in out
    code, out, error = checked(capsys, "--traceback")
    assert (code, out) == (ExitCode.INTERNAL, "")
    assert "Traceback (most recent call last)" in error


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_reader_that_goes_away_is_no_failure(here: Path) -> None:
    """As `| head -1` does: nothing is said, and the exit code is the shell's own."""
    write(here, {"test_it.py": BAD + "    work()\n" * 5000})
    command = [sys.executable, "-m", "asyncproof", "check", "test_it.py"]
    with subprocess.Popen(command, cwd=here, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == ExitCode.BROKEN_PIPE
