"""What a check of some files has come to: plain data that every form of output is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.check.hit import Hit
    from asyncproof.check.reading.source import Source
    from asyncproof.check.reading.trouble import Trouble

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


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

    def stops(self, at: Severity = Severity.ERROR) -> bool:
        """Tell whether there is something that should stop somebody.

        That is a hit of this severity or a worse one, or a thing that could not be read.
        """
        return bool(self.troubles) or any(is_at_least(hit.severity, at) for hit in self.hits)


class InFile(NamedTuple):
    """What was found in one file."""

    hits: tuple[Hit, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def is_at_least(severity: Severity, other: Severity) -> bool:
    """Tell whether a severity is as bad as another one, or worse."""
    return _ORDER.index(severity) <= _ORDER.index(other)


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """Return outcomes of several projects as one, in the order of files and lines."""
    every = list(outcomes)
    hits = [hit for one in every for hit in one.hits]
    troubles = [trouble for one in every for trouble in one.troubles]
    return Outcome(
        tuple(sorted(hits, key=lambda hit: (hit.path, hit.span, hit.rule, hit.message))),
        tuple(sorted(troubles, key=lambda trouble: (trouble.path, trouble.line or 0, trouble.message))),
        sum(one.files for one in every),
        {path: source for one in every for path, source in one.sources.items()},
    )
