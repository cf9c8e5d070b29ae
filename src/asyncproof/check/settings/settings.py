"""The settings of one project, as plain values."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from asyncproof.check.reading.ignored import Ignored
from asyncproof.core import Severity

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """What holds for the files of a project."""

    home: Path
    """The folder that patterns and paths in the settings start from."""
    file: Path | None = None
    """Where they stand, None if nothing is set."""
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    """These three as `selection` reads them: names, codes, the beginning of codes, `all`."""
    per_file_ignores: tuple[tuple[str, frozenset[str]], ...] = ()
    """Patterns, and the names of the rules that are off for what they match."""
    severities: dict[str, Severity] = field(default_factory=dict)
    """By the names of rules."""
    exclude: tuple[str, ...] = ()
    baseline: Path | None = None
    fail_on: Severity = Severity.ERROR
    all_rules: bool = False
    """Whether rules are on although ruff looks for the same."""

    @cached_property
    def _patterns(self) -> tuple[tuple[Ignored, frozenset[str]], ...]:
        return tuple((Ignored.from_lines([pattern]), names) for pattern, names in self.per_file_ignores)

    def ignored_in(self, path: str) -> frozenset[str]:
        """Return the names of the rules that are off for a file."""
        if not self._patterns:
            return frozenset()
        return frozenset(
            name for ignored, names in self._patterns if below(ignored, path, self.home) for name in names
        )


def below(ignored: Ignored, path: str, home: Path) -> bool:
    """Tell whether patterns that start from a folder mean a file, or a folder above it."""
    try:
        inside = os.path.relpath(os.path.realpath(path), home).replace(os.sep, "/")
    except ValueError:  # another drive
        return False
    parts = inside.split("/")
    above = ["/".join(parts[:count]) for count in range(1, len(parts))]
    return bool(ignored.says(inside, folder=False)) or any(ignored.says(one, folder=True) for one in above)
