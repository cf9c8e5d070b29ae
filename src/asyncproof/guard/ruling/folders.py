"""Levels that hold for some folders or files only: which of them a path is in, and how near."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asyncproof.guard.ruling.level import Level

ANY_DEPTH = "**"


class Folder(NamedTuple):
    """A pattern such as `tests/legacy` or `tests/**/test_db*.py`, and the levels for what it names."""

    pattern: tuple[str, ...]
    levels: Mapping[str, Level]

    @classmethod
    def read(cls, text: str, levels: Mapping[str, Level]) -> Folder:
        """Read a pattern; the slash at its end and the dot before it may be left out."""
        words = text.strip().replace("\\", "/").split("/")
        return cls(tuple(word for word in words if word not in {"", "."}), levels)

    def reach(self, parts: tuple[str, ...]) -> int | None:
        """Return how far down a path this pattern goes: the farther, the nearer; None if it is elsewhere."""
        return _reach(self.pattern, parts)


def _reach(pattern: tuple[str, ...], parts: tuple[str, ...]) -> int | None:
    if not pattern:
        return 0
    first, rest = pattern[0], pattern[1:]
    if first == ANY_DEPTH:
        reached = [(skipped, _reach(rest, parts[skipped:])) for skipped in range(len(parts) + 1)]
        return max((skipped + more for skipped, more in reached if more is not None), default=None)
    if not parts or not fnmatchcase(parts[0], first):
        return None
    more = _reach(rest, parts[1:])
    return None if more is None else more + 1
