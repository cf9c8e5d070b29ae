"""Who sees what is read."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.check.cache.sealing import ALL, NOT, SOME
from asyncproof.check.cache.witness import Witness

if TYPE_CHECKING:
    import pytest


def test_files_and_folders_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That are there or not, by whatever way, while somebody looks."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text("")
    with Witness() as witness, Witness() as other:
        (tmp_path / "a.py").read_text()
        os.listdir(b".")  # noqa: PTH208 - a way to list a folder
        os.listdir()  # noqa: PTH208 - as above
        os.scandir(tmp_path).close()
        list(os.walk("nowhere"))
        with suppress(OSError):
            Path("missing.py").read_bytes()
    (tmp_path / "b.py").open("w").close()
    assert witness.files == {str(tmp_path / "a.py"), str(tmp_path / "missing.py")} == other.files
    assert witness.folders == {str(tmp_path), str(tmp_path / "nowhere")}


def test_what_is_written_is_not_seen(tmp_path: Path) -> None:
    """Nor what is open already, nor the parts of programs."""
    with Witness() as witness:
        (tmp_path / "a.py").write_text("")
        with (tmp_path / "a.pyc").open("ab+") as file:
            os.fdopen(os.dup(file.fileno()), "rb").close()
    assert (witness.files, witness.folders) == (set(), set())


def test_it_is_told_by_folders(tmp_path: Path) -> None:
    """Of those above the project only some names count, of those that nobody has listed none."""
    witness = Witness()
    witness.folders = {str(tmp_path), str(tmp_path / "a" / "b")}
    witness.files = {str(tmp_path / "a" / "b" / "c.py"), str(tmp_path / "d" / "e.py")}
    seen = witness.seen(str(tmp_path / "a"))
    assert seen[str(tmp_path)] == ([], SOME)
    assert seen[str(tmp_path / "a" / "b")] == (["c.py"], ALL)
    assert seen[str(tmp_path / "d")] == (["e.py"], NOT)
    assert seen["/"] == ([], SOME)
