"""What was judged: a line each, and a mistake in it is told with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.field.judged import Judged, read

if TYPE_CHECKING:
    from pathlib import Path


def test_lines(tmp_path: Path) -> None:
    """A comment is left out, and a project that nobody has judged has no lines."""
    (tmp_path / "a.tsv").write_text("# what was read\n\ntrue\tleaked-loop\tapp.py:3\tno path closes it\n")
    assert read("a", tmp_path) == [Judged("true", "leaked-loop", "app.py:3", "no path closes it")]
    assert read("b", tmp_path) == []


@pytest.mark.parametrize("line", ["true\tleaked-loop\tapp.py:3", "maybe\ta\tb\tc"])
def test_a_line_that_is_none(tmp_path: Path, line: str) -> None:
    """Too few columns, or another verdict, are told with file and line."""
    (tmp_path / "a.tsv").write_text(f"# head\n{line}\n")
    with pytest.raises(ValueError, match=r"a\.tsv:2: not verdict, what, where and why"):
        read("a", tmp_path)
