"""Claims about the writing of what was planned: whole, and over nothing that somebody else wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.check.reading.source import Source
from asyncproof.cli.init.writing import trouble_with_writing


def of(file: Path, text: str) -> Source:
    """Return a file with this text."""
    return Source(str(file), text.encode(), text)


@pytest.mark.parametrize("old", ["", "[pytest]\n", None])
def test_a_file_is_written_whole(tmp_path: Path, old: str | None) -> None:
    """Be it there or not, and nothing else is left in its folder."""
    file = tmp_path / "pytest.ini"
    if old is not None:
        file.write_text(old)
    assert trouble_with_writing(of(file, old or ""), of(file, "[pytest]\nx = 1\n")) is None
    assert file.read_text() == "[pytest]\nx = 1\n"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("old", ["", "[pytest]\n"])
def test_what_came_in_between_stays(tmp_path: Path, old: str) -> None:
    """A file that was not there when the plan was made, or was another, is somebody else's."""
    file = tmp_path / "pytest.ini"
    file.write_text("[pytest]\nmine = 1\n")
    trouble = trouble_with_writing(of(file, old), of(file, "[pytest]\nx = 1\n"))
    assert trouble is not None
    assert "has changed since it was read" in trouble
    assert file.read_text() == "[pytest]\nmine = 1\n"
