from __future__ import annotations

import os
from pathlib import Path

import pytest

from asyncproof.core import Explanation, Finding, Place
from asyncproof.guard import describe
from asyncproof.guard.wording import MOST_LINES, shown


def finding(number: int = 0, *details: str, cause: str = "because", cure: str = "do it") -> Finding:
    """A finding with these lines."""
    explanation = Explanation(cause, cure, details=tuple(("", line) for line in details))
    return Finding(
        "leaked-task", f"task {number} is pending", Place("nowhere.py", 3), explanation=explanation
    )


def test_cause_place_reason_cure_and_more() -> None:
    """The cause is first, and where to read more is last."""
    assert describe([finding(1, "detail")]).splitlines() == [
        "leaked-task: task 1 is pending",
        "    nowhere.py:3",
        "    detail",
        "    why: because",
        "    do:  do it",
        "    more: asyncproof explain leaked-task",
    ]


def test_what_is_not_known_is_left_out() -> None:
    """No empty reason, no empty cure."""
    assert describe([finding(cause="", cure="")]).count("\n") == 2


@pytest.mark.parametrize("count", [1, 2, 3, 5, 30])
def test_at_most_fifteen_lines(count: int) -> None:
    """However much was found, a failure fits on a screen, and names as much as it can."""
    lines = describe([finding(number) for number in range(count)]).splitlines()
    assert len(lines) <= MOST_LINES
    shown_or_counted = sum("is pending" in line for line in lines)
    rest = [line for line in lines if line.startswith("... and ")]
    assert shown_or_counted + (int(rest[0].split()[2]) if rest else 0) == count


def test_one_finding_with_many_lines_is_cut() -> None:
    """A guard that says too much can't flood a report."""
    assert len(describe([finding(0, *map(str, range(50)))]).splitlines()) == MOST_LINES


def test_places_are_shown_as_a_reader_has_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative to where the run was started, with the text of the line; elsewhere as they are."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "sub" / "x.py"
    path.parent.mkdir()
    path.write_text("first\n  second\n")
    assert shown(Place(str(path), 2)) == f"{Path('sub/x.py')}:2:  second"
    assert shown(Place(str(path))) == str(Path("sub/x.py"))
    monkeypatch.chdir(path.parent)
    assert shown(Place(str(tmp_path / "other.py"), 1)) == f"{tmp_path / 'other.py'}:1"


def test_a_place_on_another_drive_is_shown_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no way to it from where the run was started."""

    def relpath(_: str) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", relpath)
    assert shown(Place("D:/app/x.py", 3)) == "D:/app/x.py:3"
