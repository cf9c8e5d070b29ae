from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from asyncproof.check.output.github import github
from tests.check.output.reported import TROUBLES, outcome_of


@pytest.fixture(autouse=True)
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder of the repository."""
    (tmp_path / "app").mkdir()
    monkeypatch.chdir(tmp_path / "app")
    return tmp_path


def test_each_finding_is_a_command(top: Path) -> None:
    """What could not be read first, then the errors; paths from the top, columns in characters."""
    outcome = outcome_of("é = b()\nc\nd\n", "c", "b()", "d")
    error, warning, info = outcome.hits
    outcome = replace(outcome, hits=(warning, error, info), troubles=TROUBLES)
    title = "title=missing-await (AP101)::it is lost (to do: await it)"
    assert list(github(outcome, str(top))) == [
        "::error file=app/b.py,line=3,title=unreadable::is broken: Mend it.",
        "::error file=app/c.py,title=unreadable::is large: Leave it out.",
        f"::error file=app/a.py,line=2,col=1,endColumn=2,{title}",
        f"::warning file=app/a.py,line=1,col=5,endColumn=8,{title}",
        f"::notice file=app/a.py,line=3,col=1,endColumn=2,{title}",
    ]


def test_a_finding_of_many_lines_has_no_columns(top: Path) -> None:
    """GitHub takes them for one line only."""
    outcome = outcome_of("sell(\n  1)\n", "sell(\n  1)")
    (command,) = github(outcome, str(top))
    assert command.startswith("::error file=app/a.py,line=1,endLine=2,title=")


def test_nothing_in_a_text_begins_another_command(top: Path) -> None:
    """Neither line ends nor percent signs, and in a property no comma or colon."""
    outcome = outcome_of("a\n", "a")
    hit = replace(outcome.hits[0], path="x,y:z%\n::error::.py", message="50%0A\n::set-output name=a::b")
    (command,) = github(replace(outcome, hits=(hit,)), str(top))
    assert command.startswith("::error file=app/x%2Cy%3Az%25%0A%3A%3Aerror%3A%3A.py,line=1,")
    assert command.endswith("::50%250A ::set-output name=a::b (to do: await it)")
    assert "\n" not in command
