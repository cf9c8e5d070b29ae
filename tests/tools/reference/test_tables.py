from __future__ import annotations

from tools.reference.tables import prose, table


def test_a_cell_may_hold_anything() -> None:
    """A bar in a cell is no end of it."""
    assert table(("a", "b"), [("x|y", "z")]) == ["| a | b |", "|---|---|", "| x\\|y | z |", ""]


def test_a_help_text_becomes_a_sentence() -> None:
    """It begins and ends as one, and options in it are code, unless they are so already."""
    assert prose("as  --a-b\nor `--c` does 5%% well.") == "As `--a-b` or `--c` does 5% well."
