"""What our own code is like."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from asyncproof.check.cache import own
from asyncproof.check.cache.own import code, is_recorded, sources, stamp

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def source_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take ours for a tree of sources, also where the package that is tested was installed."""
    monkeypatch.setattr(own, "RECORD", str(tmp_path / "RECORD"))
    own.stamp.cache_clear()
    yield
    own.stamp.cache_clear()


@pytest.mark.usefixtures("source_tree")
def test_all_that_findings_depend_on_is_looked_at() -> None:
    """Rules, stubs and forms of output."""
    names = {f"{folder}{os.sep}{name}" for folder, inside in sources().items() for name in inside}
    endings = (
        "check/checker.py",
        "check/rules/missing_await.py",
        "check/known/stubs/atexit.pyi",
        "cli/entry.py",
    )
    assert all(any(name.endswith(end) for name in names) for end in endings)
    assert stamp() == stamp()


@pytest.mark.usefixtures("source_tree")
def test_a_stub_that_was_not_read_does_not_count() -> None:
    """Those that were are seen as any other file."""
    names = {name for inside in code().values() for name in inside}
    assert "missing_await.py" in names
    assert "atexit.pyi" not in names
    assert not is_recorded(str(Path(own.__file__).parent))


def test_an_installed_package_is_told_by_its_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installer writes it anew, so that not each of our files need be looked at."""
    record = tmp_path / "RECORD"
    record.write_text("")
    monkeypatch.setattr(own, "RECORD", str(record))
    assert sources() == code() == {str(tmp_path): ["RECORD"]}
    assert is_recorded(str(Path(own.PACKAGE, "check", "known", "stubs")))
    assert not is_recorded(str(tmp_path))
