"""The check of one project: its files, and what it has come to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asyncproof.check.outcome import Outcome

if TYPE_CHECKING:
    from asyncproof.check.reading.trouble import Trouble
    from asyncproof.cli.checking.projects import Project


@dataclass
class Part:
    """One project of those that are checked together."""

    project: Project
    files: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    """What could not be looked into while the files were searched for."""
    outcome: Outcome = field(default_factory=lambda: Outcome((), (), 0, {}))
