"""What a test, a fixture or a folder says about the guards: their levels, and what they are to let pass."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from asyncproof.guard.ruling.level import Level

ALL = "all"


class Rules(NamedTuple):
    """What has been said of the guards, the nearest word last."""

    said: tuple[Mapping[str, Level], ...] = ()
    """Levels by the name of a guard, of its group, or `all`: for the run, a folder, a class, a test."""
    allowed: tuple[str, ...] = ()
    """Patterns such as `app.pool.*`; `leaks:app.pool.*` allows it to one guard or group alone."""

    def level_of(self, names: Sequence[str]) -> Level | None:
        """Return the level of a guard, given its names, the narrowest first; None if nothing is said."""
        for levels in reversed(self.said):
            for name in (*names, ALL):
                if name in levels:
                    return levels[name]
        return None

    def allows(self, names: Sequence[str], subjects: Sequence[str]) -> bool:
        """Say whether a guard is to let one of these qualified names pass."""
        for entry in self.allowed:
            whose, _, pattern = entry.rpartition(":")
            if whose and whose.strip().replace("-", "_") not in (*names, ALL):
                continue
            if any(fnmatchcase(subject, pattern.strip()) for subject in subjects):
                return True
        return False

    def updated(self, levels: Mapping[str, Level], allowed: Iterable[str] = ()) -> Rules:
        """Return these rules with one more word, nearer to the test."""
        if not levels and not allowed:
            return self
        return Rules((*self.said, levels), (*self.allowed, *allowed))
