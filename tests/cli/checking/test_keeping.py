"""Claims about where what is found is kept."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from asyncproof.cli.checking.keeping import kept_for

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def arguments(**said: object) -> argparse.Namespace:
    """Return the options that count here."""
    return argparse.Namespace(**{"no_cache": False, "cache_dir": None, **said})


def test_it_is_kept_in_the_project_or_where_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By an option, which is stronger, or by a variable."""
    monkeypatch.setenv("ASYNCPROOF_CACHE_DIR", "")
    assert kept_for(tmp_path, [], arguments()) is not None
    assert (tmp_path / ".asyncproof_cache" / "CACHEDIR.TAG").exists()
    monkeypatch.setenv("ASYNCPROOF_CACHE_DIR", str(tmp_path / "one"))
    assert kept_for(tmp_path, [], arguments()) is not None
    assert kept_for(tmp_path, [], arguments(cache_dir=str(tmp_path / "other"))) is not None
    assert (tmp_path / "one").exists()
    assert (tmp_path / "other").exists()


def test_nothing_is_kept_where_nobody_wants_it_or_can(tmp_path: Path) -> None:
    """Then all is found anew, without a word."""
    assert kept_for(tmp_path, [], arguments(no_cache=True)) is None
    (tmp_path / "file").write_text("")
    assert kept_for(tmp_path, [], arguments(cache_dir=str(tmp_path / "file"))) is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]
