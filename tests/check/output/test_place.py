from __future__ import annotations

import os
from pathlib import Path

import pytest

from asyncproof.check.hit import Hit, Span
from asyncproof.check.outcome import Outcome
from asyncproof.check.output.place import column_of, end_column_of, line_at, path_in, shown_path
from asyncproof.check.reading.source import Source, decode
from asyncproof.core import Severity

TEXT = "é = 1\r\n\tx()\r\nlast"


@pytest.fixture
def outcome() -> Outcome:
    """An outcome with one file of three lines, and a hit behind a letter of two bytes."""
    source = decode("a.py", TEXT.encode())
    assert isinstance(source, Source)
    hit = Hit("any", "a.py", Span(1, 5, 1, 6), "message", "cure", Severity.ERROR)
    return Outcome((hit,), (), 1, {"a.py": source})


def test_a_path_is_shown_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside of the current folder it is short, elsewhere it is left as it was given."""
    monkeypatch.chdir(tmp_path)
    assert shown_path(str(tmp_path / "a" / "b.py")) == str(Path("a", "b.py"))
    assert shown_path(str(tmp_path.parent / "b.py")) == str(tmp_path.parent / "b.py")


def test_a_path_is_told_from_the_top_of_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With slashes, through links; what is not in it has its whole path, and dots in a name are no way up."""
    (tmp_path / "top" / "app").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "top")
    monkeypatch.chdir(tmp_path / "top" / "app")
    assert path_in(str(tmp_path / "link"), "a.py") == "app/a.py"
    assert path_in(str(tmp_path / "top"), "..b.py") == "app/..b.py"
    assert path_in(str(tmp_path / "top"), "../..b.py") == "..b.py"
    assert path_in(str(tmp_path / "top"), str(tmp_path / "b.py")) == (tmp_path / "b.py").as_posix()


def test_a_path_of_another_drive_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where there is no way from one to the other."""

    def no_way(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", no_way)
    assert shown_path("a/b.py") == "a/b.py"
    assert path_in("/top", "/a/b.py") == "/a/b.py"


def test_columns_count_characters(outcome: Outcome) -> None:
    """They are those that an editor shows, from 1."""
    assert column_of(outcome, outcome.hits[0]) == 5
    assert end_column_of(outcome, outcome.hits[0]) == 6


@pytest.mark.parametrize(("number", "line"), [(1, "é = 1"), (2, "\tx()"), (3, "last"), (4, ""), (0, "")])
def test_lines_come_without_their_ends(outcome: Outcome, number: int, line: str) -> None:
    """Windows' two characters are an end too; a line that is not there is empty."""
    assert line_at(outcome, "a.py", number) == line


def test_a_file_that_is_not_known_has_no_lines(outcome: Outcome) -> None:
    """What can't be shown is left out."""
    assert line_at(outcome, "b.py", 1) == ""
