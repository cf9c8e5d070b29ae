from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from quality.real import measuring
from quality.real.environments import NotToBeHad
from quality.real.pinned import Pinned
from quality.real.table import NO_FIX, Tried

BUG = Pinned("lost_lock", "A lock.", "https://example.com/issues/12", ("thing==1.0",), ("thing==1.1",))


@pytest.fixture
def explored(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[str, ...], int]]:
    """Explorations that find something in redis 4.5.1 only, and a note of each."""
    asked: list[tuple[str, tuple[str, ...], int]] = []

    def explore(bug: Pinned, pins: tuple[str, ...], runs: int, cache: Path) -> Tried:
        asked.append((bug.name, pins[:1], runs))
        bad = "redis==4.5.1" in pins
        return (
            Tried(runs=runs, run=7, rung="cancel", error="Error: a", sentence="b", story="c")
            if bad
            else Tried(runs=runs)
        )

    monkeypatch.setattr(measuring, "explored", explore)
    return asked


def test_both_versions_are_explored_and_told(explored: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    """The bad version, then the fixed one, with as many runs as are asked for; 0 says that all is well."""
    assert measuring.main(["redis_stale_response", "--runs", "20"]) == 0
    name = "redis_stale_response"
    assert explored == [(name, ("redis==4.5.1",), 20), (name, ("redis==4.5.5",), 20)]
    assert "redis 4.5.1          cancel, run 7 of 20\n" in capsys.readouterr().out


def test_what_is_not_found_counts(explored: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    """The number of bugs that are not as stated is returned."""
    names = ["redis_stale_response", "redis_lock_release", "anyio_lost_item"]
    assert measuring.main([*names, "--markdown"]) == 2
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_stories_are_told_on_demand(explored: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    """`--story` prints how each failure came about, beside the table."""
    measuring.main(["redis_stale_response", "--story"])
    assert capsys.readouterr().err == "c\n\n"


def test_an_exploration_runs_in_its_own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With that environment's Python, this asyncproof, and what it prints last read as JSON."""
    asked: dict[str, Any] = {}

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        asked.update(options, command=command)
        return subprocess.CompletedProcess(command, 0, stdout="noise\n" + json.dumps({"runs": 5}), stderr="")

    monkeypatch.setattr(measuring, "environment", lambda pins, cache: Path("/envs/thing/bin/python"))
    monkeypatch.setattr(subprocess, "run", run)
    assert measuring.explored(BUG, BUG.bad, 5, tmp_path) == Tried(runs=5)
    assert asked["command"] == ["/envs/thing/bin/python", "-m", "quality.real.trying", "lost_lock", "5"]
    assert str(measuring.ROOT / "src") in asked["env"]["PYTHONPATH"]


def test_what_could_not_be_tried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An environment that can't be made and an exploration that breaks are told, not raised."""

    def nowhere(pins: tuple[str, ...], cache: Path) -> Path:
        raise NotToBeHad("no Python 3.13 was found")

    monkeypatch.setattr(measuring, "environment", nowhere)
    assert measuring.explored(BUG, BUG.bad, 5, tmp_path).not_tried == "no Python 3.13 was found"
    monkeypatch.setattr(measuring, "environment", lambda pins, cache: Path("python"))
    broken = subprocess.CompletedProcess([], 1, stdout="", stderr="ImportError: thing\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: broken)
    assert measuring.explored(BUG, BUG.bad, 5, tmp_path).not_tried == "ImportError: thing"
    assert measuring.explored(BUG, (), 5, tmp_path) is NO_FIX
