from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from asyncproof.exploring.states.outside import changes, check_unchanged
from asyncproof.exploring.states.visible import Unseen

if TYPE_CHECKING:
    from pathlib import Path


def test_to_write_a_file_is_a_change(tmp_path: Path) -> None:
    """However it is opened; and the file is named."""
    path = tmp_path / "a.txt"
    before = changes()
    path.write_text("a")
    with pytest.raises(Unseen, match=r"a\.txt"):
        check_unchanged(before)
    before = changes()
    os.close(os.open(path, os.O_WRONLY))
    assert changes() > before


def test_to_read_is_none(tmp_path: Path) -> None:
    """Nor is what an import leaves behind."""
    path = tmp_path / "a.txt"
    path.write_text("a")
    (tmp_path / "__pycache__").mkdir()
    before = changes()
    path.read_text()
    (tmp_path / "__pycache__" / "a.pyc").write_bytes(b"")
    check_unchanged(before)


def test_to_rename_or_remove_is_one(tmp_path: Path) -> None:
    """As all that changes what others can see."""
    path = tmp_path / "a.txt"
    path.write_text("a")
    before = changes()
    path.rename(tmp_path / "b.txt")
    (tmp_path / "b.txt").unlink()
    assert changes() == before + 2
