from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.check.hit import Hit, Span
from asyncproof.check.outcome import Outcome
from asyncproof.check.output.place import column_of, line_at, shown_path
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


def test_columns_count_characters(outcome: Outcome) -> None:
    """They are those that an editor shows, from 1."""
    assert column_of(outcome, outcome.hits[0]) == 5


@pytest.mark.parametrize(("number", "line"), [(1, "é = 1"), (2, "\tx()"), (3, "last"), (4, ""), (0, "")])
def test_lines_come_without_their_ends(outcome: Outcome, number: int, line: str) -> None:
    """Windows' two characters are an end too; a line that is not there is empty."""
    assert line_at(outcome, "a.py", number) == line


def test_a_file_that_is_not_known_has_no_lines(outcome: Outcome) -> None:
    """What can't be shown is left out."""
    assert line_at(outcome, "b.py", 1) == ""
