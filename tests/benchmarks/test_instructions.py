from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from benchmarks.instructions import can_count, count, counted, read

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_what_perf_writes_is_read(tmp_path: Path) -> None:
    """In millions, whatever else it has to say."""
    told = tmp_path / "told"
    told.write_text("# started on Monday\n\n6310123456,,instructions:u,3300000000,100.00,,\n")
    assert read(told) == 6310.123456


def test_what_it_can_not_count_is_not_known(tmp_path: Path) -> None:
    """On many a virtual machine it counts nothing, and where it is missing it writes nothing."""
    told = tmp_path / "told"
    assert read(told) is None
    told.write_text("<not supported>,,instructions:u,0,100.00,,\n")
    assert read(told) is None


def test_a_command_is_counted(tmp_path: Path) -> None:
    """By perf, which runs it."""
    assert counted(["pytest", "-q"], tmp_path)[-2:] == ["pytest", "-q"]
    if can_count():
        few, many = (count([sys.executable, "-c", f"sum(range({size}))"]) for size in (1, 9_000_000))
        assert few is not None
        assert many is not None
        assert many > few


def test_without_perf_nothing_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the benchmark takes CPU time."""
    monkeypatch.setenv("PATH", "")
    can_count.cache_clear()
    try:
        assert not can_count()
    finally:
        can_count.cache_clear()
