from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from asyncproof.cli import ExitCode
from asyncproof.cli.checking.printing import repository
from tests.check.world import write
from tests.cli.checking.checked import BAD, LINE, concise, run

SUM = "1 error in 1 file. --unsafe-fixes mends 1."


def test_the_output_can_go_into_a_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Then only what it comes to is printed, and nothing at all if it is to be quiet."""
    said = run(capsys, "--format=sarif", "--output=out.sarif")
    assert said == (ExitCode.FINDINGS, f"{SUM} More in out.sarif.\n", "")
    assert json.loads((here / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert concise(capsys, "--output", str(here / "out.txt"), "--quiet") == (ExitCode.FINDINGS, "", "")
    assert (here / "out.txt").read_text("utf-8") == LINE
    run(capsys, "--color=always", "--output=out.txt")
    assert "\x1b" not in (here / "out.txt").read_text("utf-8")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("form", ["json", "github", "gitlab", "junit", "sarif"])
def test_each_form_names_the_finding(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """And the exit code is the same for all."""
    said = run(capsys, f"--format={form}")
    assert said.code == ExitCode.FINDINGS
    assert "missing-await" in said.out
    assert said.err == ""


@pytest.mark.usefixtures("here")
def test_rules_can_be_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """Instead of the findings, for people and for programs, also into a file."""
    table = "1  AP101  missing-await  error\n"
    assert run(capsys, "--statistics") == (ExitCode.FINDINGS, f"{table}{SUM}\n", "")
    assert run(capsys, "--statistics", "--quiet").out == table
    assert json.loads(run(capsys, "--statistics", "--format=json").out)[0]["findings"] == 1
    run(capsys, "--statistics", "--output=out.txt")
    assert Path("out.txt").read_text("utf-8") == f"{table}{SUM}\n"


@pytest.mark.usefixtures("here")
def test_quiet_is_without_a_sum(capsys: pytest.CaptureFixture[str]) -> None:
    """Findings are told; without any there is nothing at all."""
    assert "1 error in" not in run(capsys, "-q").out
    assert run(capsys, "-q", "--select=AP102") == (ExitCode.OK, "", "")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--statistics", "--format=sarif"], "--statistics has no form 'sarif'. Take --format text or"),
        (["--watch", "--format=json"], "--watch is for people to read. Leave out --output, and take"),
        (["--diff", "--output=x"], "--diff shows a difference and nothing else. Leave out --output,"),
        (["--diff", "--statistics"], "--diff shows a difference and nothing else."),
        (["--diff", "--write-baseline"], "--diff shows a difference and nothing else."),
        (["--watch", "--output=x"], "--watch is for people to read."),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is checked."""
    result = run(capsys, *options)
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert said in result.err


def test_paths_start_from_the_top_of_the_repository(here: Path) -> None:
    """That of the CI service, if one stands in it; or else the folder with `.git`, or the current one."""
    write(here, {"app/x": ""})
    os.chdir(here / "app")
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        assert repository({name: str(here)}) == str(here)
        assert repository({name: str(here / "other")}) == repository({})
        assert repository({name: ""}) == repository({})
    (here / ".git").mkdir()
    assert repository({}) == str(here)
    (here / "app/.git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    assert repository({}) == str(here / "app")


def test_a_note_can_do_no_harm(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The name of a baseline steers no terminal."""
    (here / "\x1b[2J.json").write_text('{"findings": []}', encoding="utf-8")
    said = concise(capsys, "--baseline=\x1b[2J.json", "--write-baseline")
    assert said.err == "1 known finding written to \\x1b[2J.json\n"


def test_colours_change_nothing_but_colours(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without them nothing is printed by rich, which people who pipe need not wait for."""
    (here / "test_it.py").write_text(
        BAD.replace("work()\n", "work()\t# \x07 \u8a9e [bold]:smile: 17\n"), "utf-8"
    )
    colored, plain = run(capsys, "--color=always"), run(capsys)
    assert "\x1b[" in colored.out
    assert re.sub(r"\x1b\[[\d;]*m", "", colored.out) == plain.out
