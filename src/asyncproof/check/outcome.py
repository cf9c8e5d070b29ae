"""What a check of some files has come to: plain data that every form of output is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.hit import Hit
    from asyncproof.check.reading.source import Source
    from asyncproof.check.reading.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hits and troubles in the order of files and lines."""

    hits: tuple[Hit, ...]
    troubles: tuple[Trouble, ...]
    files: int
    """How many files were looked at."""
    sources: dict[str, Source]
    """The files with hits, for the excerpts."""

    def count(self, severity: Severity) -> int:
        """Count the hits of a severity."""
        return sum(hit.severity is severity for hit in self.hits)

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing that should stop anybody: no error, and nothing that could not be read."""
        return not self.troubles and not self.count(Severity.ERROR)
