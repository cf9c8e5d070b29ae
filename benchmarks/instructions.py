"""Instructions in place of seconds: the same on a busy machine, where Linux lets `perf` count them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

_EVENT = "instructions:u"


@lru_cache(maxsize=1)
def can_count() -> bool:
    """Say whether `perf` is here, and allowed to count what a program of the user's does."""
    if shutil.which("perf") is None:
        return False
    return count([sys.executable, "-S", "-c", ""]) is not None


def count(command: list[str], directory: Path | None = None) -> float | None:
    """Run a command, and return how many million instructions it took; None where nobody can tell."""
    with tempfile.TemporaryDirectory() as place:
        told = Path(place) / "told"
        subprocess.run(counted(command, told), check=False, capture_output=True, cwd=directory)
        return read(told)


def counted(command: list[str], told: Path) -> list[str]:
    """Return the command that runs another one and writes down its instructions."""
    return ["perf", "stat", "-x,", "-e", _EVENT, "-o", str(told), *command]


def read(told: Path) -> float | None:
    """Return what was written down, in millions."""
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    found = [line.partition(",")[0] for line in lines if _EVENT in line]
    return int(found[0]) / 1e6 if found and found[0].isdigit() else None
