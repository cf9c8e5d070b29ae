"""The folder of a cache, and the files in it."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from asyncproof.check.cache import folder as module
from asyncproof.check.cache.folder import digest_of, home_of, keep_few, made, read, remove, write
from asyncproof.check.settings.home import root_of

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_is_marked_as_a_cache(tmp_path: Path) -> None:
    """Backups leave it out, and git sees nothing of it."""
    folder = tmp_path / "deep" / ".asyncproof_cache"
    assert made(str(folder))
    assert made(str(folder))
    assert (folder / ".gitignore").read_text() == "*\n"
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    status = subprocess.run(["git", "status", "-s"], cwd=tmp_path, check=True, capture_output=True)
    assert status.stdout == b""


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    """A file may stand in its place."""
    (tmp_path / "file").write_text("")
    assert not made(str(tmp_path / "file" / "cache"))
    write(str(tmp_path / "file" / "cache" / "one"), 1)
    assert read(str(tmp_path / "file" / "cache" / "one")) is None
    remove(str(tmp_path / "file" / "cache" / "one"))
    keep_few(str(tmp_path / "nowhere"), "answer-", 1)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Plain data, and nothing stays beside the file."""
    value = {"a": (1, b"x", None, "\udcff")}
    write(str(tmp_path / "one"), value)
    assert read(str(tmp_path / "one")) == value
    write(str(tmp_path / "one"), object())
    assert read(str(tmp_path / "one")) == value
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


@pytest.mark.parametrize("cut", [0, 1, 20, 60, -1])
def test_a_torn_file_is_no_file(tmp_path: Path, cut: int) -> None:
    """Whatever is missing of it."""
    path = tmp_path / "one"
    write(str(path), ["a", "b", "c", "d" * 100])
    path.write_bytes(path.read_bytes()[:cut])
    assert read(str(path)) is None


def test_a_foreign_file_is_no_file(tmp_path: Path) -> None:
    """As is one of another version, and one with other bytes in it."""
    path = tmp_path / "one"
    write(str(path), ["a", "b"])
    whole = path.read_bytes()
    for other in (
        b"",
        b"hello",
        b"\0" * 500,
        whole.replace(b"asyncproof 2", b"asyncproof 0"),
        whole[:-1] + b"!",
    ):
        path.write_bytes(other)
        assert read(str(path)) is None
    head = whole[: whole.index(b"\n") + 1]
    path.write_bytes(head + digest_of(b"no data") + b"no data")
    assert read(str(path)) is None


def test_only_the_newest_files_stay(tmp_path: Path) -> None:
    """Of one kind; the others are not touched."""
    for number in range(5):
        path = tmp_path / f"answer-{number}"
        path.write_text("")
        os.utime(path, (number, number))
    (tmp_path / "other").write_text("")
    keep_few(str(tmp_path), "answer-", 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answer-3", "answer-4", "other"]


@pytest.mark.parametrize("sign", ["pyproject.toml", "setup.py", "setup.cfg", ".git"])
def test_the_cache_is_in_the_project(tmp_path: Path, sign: str) -> None:
    """Of the path that is checked, which may be a file; it is the root that check goes by."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / sign).mkdir()
    file = tmp_path / "a" / "b" / "test_it.py"
    file.write_text("")
    assert home_of(str(file)) == home_of(str(file.parent)) == str(tmp_path / "a") == str(root_of(file))


def test_without_a_project_it_is_the_folder_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no sign of one all the way up."""
    monkeypatch.setattr(module, "_PROJECT", ("no such file",))
    assert home_of(str(tmp_path)) == str(tmp_path)
