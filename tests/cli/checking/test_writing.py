from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from asyncproof.cli.checking.writing import write_whole
from asyncproof.core import UsageError


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    """A new one as the user's other files, an old one with the mode that it had."""
    file = tmp_path / "out.txt"
    mask = os.umask(0o027)
    try:
        write_whole(file, "é\n")
    finally:
        os.umask(mask)
    assert (file.read_text("utf-8"), stat.S_IMODE(file.stat().st_mode)) == ("é\n", 0o640)
    file.chmod(0o600)
    write_whole(file, "\udcff")
    assert (file.read_text("utf-8"), stat.S_IMODE(file.stat().st_mode)) == (r"\udcff", 0o600)
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_one(tmp_path: Path) -> None:
    """What it leads to is written."""
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_whole(tmp_path / "link", "x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text("utf-8") == "x"


def test_what_is_no_file_is_written_to(tmp_path: Path) -> None:
    """A pipe, as the shell makes it for `>(command)`."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, "told")
    assert os.read(reader, 10) == b"told"
    os.close(reader)


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder that is not there, a folder in its place."""
    for path in (tmp_path / "no" / "out.txt", tmp_path):
        with pytest.raises(UsageError, match=r"can't be written: .*\. Name a file that can\."):
            write_whole(path, "x")


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing beside it."""
    file = tmp_path / "out.txt"
    file.write_text("old", encoding="utf-8")

    def fail(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UsageError, match=r"out\.txt can't be written: No space left on device"):
        write_whole(file, "new")
    assert [path.read_text("utf-8") for path in tmp_path.iterdir()] == ["old"]
