"""Seals of files and folders, which break when something changes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from asyncproof.check.cache.seal import ChangedError, check
from asyncproof.check.cache.sealing import COARSEST, now, seal_folder, tick

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from asyncproof.check.cache.seal import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files."""
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "a.py").write_text("one")
    (inside / "b.py").write_text("two")
    tick(str(tmp_path))
    return inside


def sealed(folder: Path, *, later: int = 0, telling: bool = False) -> list[Folder]:
    """Seal a folder, one file in it and one that is not there, some time after they were written."""
    start = now(str(folder.parent)) + later
    return [seal_folder(str(folder), ["a.py", "gone.py"], start, listed=True, telling=telling)]


CHANGES: list[Callable[[Path], object]] = [
    lambda folder: (folder / "a.py").write_text("two"),
    lambda folder: (folder / "a.py").write_text("longer"),
    lambda folder: (folder / "a.py").unlink(),
    lambda folder: (folder / "gone.py").write_text(""),
    lambda folder: (folder / "c.py").write_text(""),
    lambda folder: (folder / "b.py").unlink(),
    lambda folder: (folder / "b.py").rename(folder / "c.py"),
    lambda folder: folder.rename(folder.parent / "elsewhere"),
]


@pytest.mark.parametrize("later", [0, 2 * COARSEST])
@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_a_change_breaks_the_seal(folder: Path, later: int, number: int) -> None:
    """However fresh the files were: of a changed file, of one that came or went."""
    seals = sealed(folder, later=later)
    CHANGES[number](folder)
    with pytest.raises(ChangedError):
        check(seals)


def test_what_is_fresh_is_known_by_its_content(folder: Path) -> None:
    """Two changes within one tick have one time, so that times tell nothing yet."""
    seals = sealed(folder)
    assert check(seals) == [0]
    state = (folder / "a.py").stat()
    (folder / "a.py").write_text("eno")
    os.utime(folder / "a.py", ns=(state.st_atime_ns, state.st_mtime_ns))
    with pytest.raises(ChangedError):
        check(seals)


def test_what_is_old_is_known_by_its_times(folder: Path) -> None:
    """Nothing is read for it; a time that was set back is seen by that of the status."""
    seals = sealed(folder, later=2 * COARSEST)
    assert not check(seals)
    state = (folder / "a.py").stat()
    tick(str(folder.parent))
    (folder / "a.py").write_text("eno")
    os.utime(folder / "a.py", ns=(state.st_atime_ns, state.st_mtime_ns))
    with pytest.raises(ChangedError):
        check(seals)


def test_a_folder_that_is_not_there_must_stay_away(tmp_path: Path) -> None:
    """Somebody has looked for it in vain."""
    seals = [seal_folder(str(tmp_path / "not"), [], now(str(tmp_path)), listed=True, telling=False)]
    assert not check(seals)
    (tmp_path / "not").mkdir()
    with pytest.raises(ChangedError):
        check(seals)


def test_above_a_project_only_telling_names_count(folder: Path) -> None:
    """In a folder for everything, as that of temporary files, something changes all the time."""
    seals = sealed(folder, later=2 * COARSEST, telling=True)
    (folder / "c.py").write_text("")
    assert not check(seals)
    (folder / "pyproject.toml").write_text("")
    with pytest.raises(ChangedError):
        check(seals)


def test_what_tools_leave_behind_does_not_count(folder: Path) -> None:
    """Hidden files and byte code; in a folder that nobody has listed nothing does."""
    seals = [
        *sealed(folder, later=2 * COARSEST),
        seal_folder(str(folder), [], 0, listed=False, telling=False),
    ]
    (folder / "__pycache__").mkdir()
    (folder / ".coverage").write_text("")
    assert check(seals) == [0], "its time has to be noted again"


def test_a_file_that_is_still_not_there_is_no_news(folder: Path) -> None:
    """Neither is a folder that has gone only to come back."""
    seals = [seal_folder(str(folder), ["gone.py"], now(str(folder.parent)), listed=False, telling=False)]
    assert not check(seals)
