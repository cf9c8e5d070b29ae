"""The command draws what runs have recorded, one or several of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.cli import main
from asyncproof.report.file import read_json, write_json
from asyncproof.report.run import Run, Test

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def traces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two runs that were recorded, in the working directory."""
    monkeypatch.chdir(tmp_path)
    for name in ("one", "two"):
        run = Run()
        run.add(Test(f"test_{name}"))
        write_json(run, tmp_path / f"{name}.json")
    return tmp_path


def test_a_page_beside_the_file(traces: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without more, the page stands beside what it draws, and its path is printed."""
    assert main(["report", "one.json"]) == 0
    assert capsys.readouterr().out == "one.html\n"
    assert "test_one" in (traces / "one.html").read_text()


def test_several_runs_are_one_report(traces: Path) -> None:
    """The tests of all files are on one page, or in one file."""
    assert main(["report", "one.json", "two.json", "-o", "all.html"]) == 0
    page = (traces / "all.html").read_text()
    assert "test_one" in page
    assert "test_two" in page
    assert main(["report", "one.json", "two.json", "--json"]) == 0
    assert [test.id for test in read_json(traces / "one.all.json").tests] == ["test_one", "test_two"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["none.json"], "none.json can't be read: No such file or directory"),
        (["one.json", "-o", "."], ". is a directory. Name a file in it."),
    ],
)
def test_what_is_wrong_is_told(
    traces: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    """A file that is not there, or a place that is none, is said to be."""
    assert main(["report", *arguments]) == 2
    assert told in " ".join(capsys.readouterr().err.split())
