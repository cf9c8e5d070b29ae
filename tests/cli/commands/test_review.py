from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from asyncproof.cli import main
from asyncproof.guard import all_guards
from tests.check.review.world import SHOP
from tests.check.world import write

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project, and the folder to be in."""
    write(tmp_path, SHOP)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_a_review_has_four_forms(shop: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    """All of the current folder, if nothing is named."""
    assert main(["review", "--format", form]) == 0
    assert "Is everything awaited?" in capsys.readouterr().out


def test_the_page_has_the_questions_that_are_asked(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All of them, in their order and in the same words; its guards are groups of guards that are there."""
    assert main(["review", "--format", "json"]) == 0
    asked = json.loads(capsys.readouterr().out)["questions"]
    page = (ROOT / "docs/review.md").read_text("utf-8")
    listed = re.findall(r"^\| `([\w-]+)` \| (.*?) \|.*$", page, re.MULTILINE)
    assert listed == [(key, answer["question"]) for key, answer in asked.items()]
    groups = [
        group
        for said in re.findall(r"guards(?:\]\([^)]*\))? (`.*?) ?\|", page)
        for group in re.findall(r"`(\w+)`", said)
    ]
    assert set(groups) <= {guard.group for guard in all_guards()}
    assert groups


def test_a_review_can_be_written(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And is told in one line."""
    assert main(["review", str(shop), "--format", "json", "--output", "review.json"]) == 0
    assert json.loads((shop / "review.json").read_text("utf-8"))["tests"] == 5
    assert "5 async tests of 5 in 2 files" in capsys.readouterr().out


def test_a_score_can_be_demanded(shop: Path) -> None:
    """For CI."""
    assert main(["review", "--fail-under", "100"]) == 1
    assert main(["review", "--fail-under", "10"]) == 0


def test_a_path_that_is_not_there_is_told(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a wrong use of the command."""
    assert main(["review", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_what_can_not_be_opened_is_told(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a folder it is left out and named; a path that was asked for is an error."""
    lost = shop / "test_lost.py"
    lost.symlink_to(shop / "nowhere.py")
    assert main(["review"]) == 0
    assert "Not or not wholly read: test_lost.py" in capsys.readouterr().out
    assert main(["review", "test_lost.py"]) == 2
    assert "leads nowhere" in capsys.readouterr().err
