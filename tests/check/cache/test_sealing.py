"""How seals are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.cache.seal import GONE, UNSEEN, UNSURE, ChangedError
from asyncproof.check.cache.sealing import COARSEST, now, seal_file, seal_folder, tick

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file."""
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "a.py").write_text("one")
    tick(str(tmp_path))
    return inside


def test_what_changed_while_it_was_read_is_not_sealed(folder: Path) -> None:
    """Nobody knows which of both was read."""
    start = tick(str(folder.parent))
    (folder / "a.py").write_text("new")
    with pytest.raises(ChangedError):
        seal_folder(str(folder), ["a.py"], start, listed=False, telling=False)
    (folder / "c.py").write_text("new")
    with pytest.raises(ChangedError):
        seal_folder(str(folder), [], start, listed=True, telling=False)


def test_a_time_is_noted_once_it_can_be_believed(folder: Path) -> None:
    """Until then it is the content."""
    start = now(str(folder.parent))
    assert seal_file(str(folder), "a.py", start)[1:3] == (UNSURE, UNSURE)
    state = (folder / "a.py").stat()
    later = seal_file(str(folder), "a.py", start + 2 * COARSEST)
    assert later == ("a.py", state.st_mtime_ns, state.st_ctime_ns, 3, b"")
    assert seal_file(str(folder), "b.py", start) == ("b.py", GONE, GONE, GONE, b"")


def test_a_folder_that_nobody_listed_has_no_time(folder: Path) -> None:
    """Only the files in it count."""
    path, changed, names, _, files = seal_folder(str(folder), ["a.py"], 1 << 62, listed=False, telling=False)
    assert (path, changed, names) == (str(folder), UNSEEN, b"")
    assert [file[0] for file in files] == ["a.py"]


def test_without_a_clock_nothing_is_older(tmp_path: Path) -> None:
    """As on a full disk: nothing can be kept, and nobody waits."""
    assert now(str(tmp_path / "not")) == tick(str(tmp_path / "not")) == 0
    with pytest.raises(ChangedError):
        seal_folder(str(tmp_path), [], 0, listed=True, telling=False)
