from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core import Choice
from asyncproof.exploring.crew.journal import Journal, read_journal
from asyncproof.exploring.strategies.depth_first import Prefix

if TYPE_CHECKING:
    from pathlib import Path


def test_each_answer_is_written_before_it_holds(tmp_path: Path) -> None:
    """Whoever reads the file at any moment sees all that was answered."""
    path = tmp_path / "journal"
    journal = Journal(Prefix([1, 0]), str(path))
    assert read_journal(path).choices == ()
    assert journal.choose("ready", "ab") == 1
    assert read_journal(path).choices == (Choice("ready", 2, 1),)
    assert journal.choose("cancel", "abc") == 0
    assert read_journal(path).choices == (Choice("ready", 2, 1), Choice("cancel", 3, 0))
    journal.close()


def test_no_journal(tmp_path: Path) -> None:
    """A run that has not begun has answered nothing."""
    assert len(read_journal(tmp_path / "journal")) == 0
