from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from quality.real import measuring
from quality.real.pinned import Pinned, pinned

RUNS = 60
"""Runs of each exploration here; `python -m quality.real` takes 1,000."""


def numbers(text: str) -> tuple[int, ...]:
    """Read a version, to compare it."""
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def is_fixed_here(bug: Pinned) -> bool:
    """Say whether what is installed here is as new as what is pinned, or newer."""
    if not bug.fixed or sys.version_info < (3, 11):  # their own environments have newer Pythons
        return False
    name, _, least = bug.fixed[0].partition("==")
    try:
        found = platform.python_version() if name == "python" else version(name.partition("[")[0])
    except PackageNotFoundError:
        return False
    return numbers(found) >= numbers(least)


@pytest.mark.parametrize("bug", [pytest.param(bug, id=bug.name) for bug in pinned([]) if is_fixed_here(bug)])
def test_what_was_fixed_is_left_alone(bug: Pinned, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a version that is free of the bug nothing is found; the bad ones have environments of their own."""
    monkeypatch.setattr(measuring, "environment", lambda pins, cache: Path(sys.executable))
    outcome = measuring.explored(bug, bug.fixed, RUNS, tmp_path)
    assert outcome.runs
    assert not outcome.run, outcome.story
