"""Writes down what is chosen while it is chosen: what is known of a run that kills its process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.core import Choice, Schedule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.core import Chooser


class Journal:
    """Answers as another chooser does, and writes each answer into a file before it holds."""

    def __init__(self, chooser: Chooser, path: str) -> None:
        """Begin an empty file."""
        self._chooser = chooser
        self._file = Path(path).open("w", encoding="utf-8")  # noqa: SIM115 - it is open as long as the run lasts

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Answer."""
        picked = self._chooser.choose(kind, options)
        self._file.write(f"{kind} {len(options)} {picked}\n")
        self._file.flush()
        return picked

    def close(self) -> None:
        """Write nothing more."""
        self._file.close()


def read_journal(path: Path) -> Schedule:
    """Return the choices that were made before a process died."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    parts = [line.split() for line in lines]
    return Schedule(tuple(Choice(kind, int(options), int(picked)) for kind, options, picked in parts))
