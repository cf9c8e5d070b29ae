from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.cli import ExitCode
from tests.check.world import write
from tests.cli.checking.checked import BAD, LINE, SAID, concise, run

KNOWN = "--baseline=known.json"


def test_what_is_written_down_is_left_out(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From then on only what is new is told, and what is gone."""
    assert run(capsys, KNOWN, "--write-baseline").out == ""
    assert concise(capsys, KNOWN, "--write-baseline") == (0, "", "1 known finding written to known.json\n")
    assert concise(capsys, KNOWN) == (0, "", "1 known finding of known.json left out\n")
    write(here, {"test_it.py": f"x = 1\n{BAD}    work()\n"})
    said = concise(capsys, KNOWN)
    assert (said.code, said.out) == (ExitCode.FINDINGS, LINE.replace(":3:", ":5:"))
    write(here, {"test_it.py": "x = 1\n"})
    said = concise(capsys, KNOWN)
    gone = f"  test_it.py: {SAID} [missing-await]\n"
    assert said.out == ""
    assert said.err == f"1 known finding of known.json gone; --write-baseline takes out:\n{gone}"
    assert concise(capsys, KNOWN, "--write-baseline").err == "0 known findings written to known.json\n"


def test_a_part_of_the_project_can_be_written_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was not looked at stays in the file."""
    write(here, {"pyproject.toml": "[tool.asyncproof.check]\nbaseline = 'known.json'\n", "test_b.py": BAD})
    (here / "known.json").write_text('{"findings": []}', encoding="utf-8")
    concise(capsys, "test_b.py", "--write-baseline")
    assert concise(capsys, "test_it.py", "--write-baseline").err == "2 known findings written to known.json\n"
    assert concise(capsys) == (ExitCode.OK, "", "2 known findings of known.json left out\n")


def test_projects_have_their_own(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each that its settings name; one named on the command line is that of all."""
    table = "[tool.asyncproof.check]\nbaseline = 'known.json'\n"
    write(
        here, {"a/pyproject.toml": table, "a/test_a.py": BAD, "b/pyproject.toml": table, "b/test_b.py": BAD}
    )
    said = concise(capsys, "a", "b", "--write-baseline")
    assert said.err.splitlines() == [
        "1 known finding written to a/known.json",
        "1 known finding written to b/known.json",
    ]
    assert concise(capsys, "a", "b").code == ExitCode.OK
    said = concise(capsys, "a", "b", "test_it.py", KNOWN, "--write-baseline")
    assert said.err == "3 known findings written to known.json\n"
    assert concise(capsys, "a", "b", "test_it.py", KNOWN, "--quiet") == (ExitCode.OK, "", "")


@pytest.mark.usefixtures("here")
def test_a_baseline_needs_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    """And must be there to be used."""
    said = concise(capsys, "--write-baseline")
    assert (said.code, said.out) == (ExitCode.USAGE, "")
    assert "--write-baseline needs to know the file. Name it by --baseline FILE, or by baseline =" in said.err
    said = concise(capsys, KNOWN)
    assert (said.code, said.out) == (ExitCode.USAGE, "")
    assert "There is no baseline known.json." in said.err


def test_troubles_are_never_known(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that can't be read may hide anything."""
    write(here, {"test_it.py": "async def f(:\n"})
    said = concise(capsys, KNOWN, "--write-baseline")
    assert (said.code, "unreadable" in said.out) == (ExitCode.FINDINGS, True)
    assert said.err == "0 known findings written to known.json\n"
