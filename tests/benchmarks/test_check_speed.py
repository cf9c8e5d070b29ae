from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import instructions
from benchmarks.check_speed import CHANGED, COLD, WARM, main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_project_is_measured_and_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its copy is edited; each subject has a figure, and the goals are judged."""
    monkeypatch.setattr(instructions, "can_count", lambda: False)
    (tmp_path / "test_it.py").write_text("async def test_it(): ...\n")
    assert main(["--rounds", "1", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in (COLD, WARM, CHANGED, "ruff, warm", "at most 5x ruff"))
    assert [path.name for path in tmp_path.iterdir()] == ["test_it.py"]
