"""Claims about answers that are given again, as users meet them."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from asyncproof import cli
from asyncproof.check.cache.sealing import tick
from asyncproof.cli import ExitCode, entry, main
from asyncproof.cli.repeating import folder_for, leave, repeated
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path

BAD = "async def work(): ...\nasync def test_it():\n    work()\n"
WORDS = ("check", "--format=concise")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one bad file, which is the current folder; its cache is there."""
    monkeypatch.delenv("ASYNCPROOF_CACHE_DIR", raising=False)
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"pyproject.toml": "", "test_it.py": BAD, ".asyncproof_cache/CACHEDIR.TAG": ""})
    tick(str(tmp_path / ".asyncproof_cache"))
    return tmp_path


@pytest.mark.usefixtures("here")
def test_the_second_time_nothing_is_checked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same is printed, with the same exit code."""
    first = main(WORDS), capsys.readouterr()
    monkeypatch.setattr(entry, "_run", pytest.fail)
    assert (main(WORDS), capsys.readouterr()) == first
    assert first[0] == ExitCode.FINDINGS
    assert first[1].out.count("[missing-await]") == 1


def test_nothing_slow_is_imported_for_an_answer_that_is_known(here: Path) -> None:
    """Neither what parses, nor what checks, nor what prints."""
    run = [sys.executable, "-X", "importtime", "-m", "asyncproof", *WORDS]
    plain = {name: text for name, text in os.environ.items() if not name.startswith("COV")}
    subprocess.run(run, check=False, capture_output=True, cwd=here, env=plain)
    again = subprocess.run(run, check=False, capture_output=True, text=True, cwd=here, env=plain)
    imported = {line.rpartition("|")[2].strip() for line in again.stderr.splitlines()}
    assert "asyncproof.cli.repeating" in imported
    assert not imported & {"ast", "argparse", "rich", "re", "typing", "inspect", "asyncproof.cli.entry"}
    assert "[missing-await]" in again.stdout


def test_a_change_is_seen(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a file, of the configuration, of the files that there are."""
    assert main(WORDS) == ExitCode.FINDINGS
    (here / "test_it.py").write_text(BAD.replace("    work", "    await work"))
    assert main(WORDS) == ExitCode.OK
    (here / "test_new.py").write_text(BAD)
    assert main(WORDS) == ExitCode.FINDINGS
    assert capsys.readouterr().out.endswith("[missing-await]\n")
    (here / "pyproject.toml").write_text('[tool.asyncproof.check]\nignore = ["missing-await"]\n')
    assert main(WORDS) == ExitCode.OK


@pytest.mark.usefixtures("here")
def test_other_words_or_surroundings_are_another_question(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody gets the answer of somebody else."""
    main(WORDS)
    assert repeated(WORDS) == ExitCode.FINDINGS
    assert repeated((*WORDS, "--exit-zero")) is None
    assert repeated((*WORDS, "--no-cache")) is None
    assert repeated(("rules",)) is None
    monkeypatch.setenv("NO_COLOR", "1")
    assert repeated(WORDS) is None
    capsys.readouterr()


def test_the_cache_may_be_named_by_a_variable(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in CI, for all projects; the option is stronger."""
    monkeypatch.setenv("ASYNCPROOF_CACHE_DIR", "there")
    assert folder_for(WORDS) == str(here / "there")
    assert folder_for((*WORDS, "--cache-dir", "here")) == str(here / "here")
    assert folder_for((*WORDS, "--cache-dir")) == str(here / ".asyncproof_cache")


def test_a_process_ends_at_once_if_nobody_waits_for_its_end(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """What was printed is out by then; a debugger or a measurement is waited for."""
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(sys, "gettrace", lambda: None)
    monkeypatch.setattr(sys, "getprofile", lambda: None)
    monkeypatch.setattr(atexit, "_ncallbacks", lambda: 1, raising=False)
    leave(1)
    assert ended == []
    monkeypatch.setattr(atexit, "_ncallbacks", lambda: 0)
    sys.stdout.write("all of it")
    leave(1)
    assert ended == [1]
    assert capfd.readouterr().out == "all of it"
    monkeypatch.setattr(sys, "gettrace", lambda: print)
    leave(1)
    assert ended == [1]


@pytest.mark.usefixtures("here")
def test_only_a_command_of_its_own_ends_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who calls with words wants to go on."""
    left: list[int] = []
    monkeypatch.setattr(cli, "leave", left.append)
    main(WORDS)
    assert main(WORDS) == ExitCode.FINDINGS
    assert left == []
    monkeypatch.setattr(sys, "argv", ["asyncproof", *WORDS])
    assert main() == ExitCode.FINDINGS
    assert left == [ExitCode.FINDINGS]
    capsys.readouterr()
