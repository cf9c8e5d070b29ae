"""What is found in a file, as an editor shows it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from asyncproof.check.hit import Span
from asyncproof.check.registry import all_rules
from asyncproof.check.suppressing import UNUSED
from asyncproof.core import Severity
from asyncproof.lsp.positions import range_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.check.hit import Hit, Related
    from asyncproof.check.outcome import Outcome
    from asyncproof.check.reading.source import Source
    from asyncproof.check.reading.trouble import Trouble

SOURCE = "asyncproof"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


def diagnostics_of(
    outcome: Outcome, source: Source, encoding: str | None, read: Callable[[str], Source | None]
) -> list[types.Diagnostic]:
    """Return the findings of one file, and what of it could not be read; *read* gives other files."""
    return [
        *(_of_hit(hit, source, encoding, read) for hit in outcome.hits),
        *(_of_trouble(trouble, source, encoding) for trouble in outcome.troubles),
    ]


def code_of(hit: Hit) -> str:
    """Return the code of the rule that found something."""
    codes = {rule.name: rule.code for rule in all_rules()}
    return codes.get(hit.rule, "AP000")


def _of_hit(
    hit: Hit, source: Source, encoding: str | None, read: Callable[[str], Source | None]
) -> types.Diagnostic:
    places = [_related(one, encoding, read) for one in hit.related]
    return types.Diagnostic(
        range=range_of(source, hit.span, encoding),
        severity=_SEVERITIES[hit.severity],
        code=code_of(hit),
        source=SOURCE,
        message=f"{hit.message} ({hit.rule}); {hit.cure}",
        tags=[types.DiagnosticTag.Unnecessary] if hit.rule == UNUSED else None,
        related_information=[place for place in places if place is not None] or None,
    )


def _related(
    related: Related, encoding: str | None, read: Callable[[str], Source | None]
) -> types.DiagnosticRelatedInformation | None:
    source = read(related.path)
    if source is None:
        return None
    place = types.Location(Path(related.path).absolute().as_uri(), range_of(source, related.span, encoding))
    return types.DiagnosticRelatedInformation(place, related.text)


def _of_trouble(trouble: Trouble, source: Source, encoding: str | None) -> types.Diagnostic:
    line = trouble.line or 1
    end = len(source.line(line).encode("utf-8", "surrogatepass"))
    return types.Diagnostic(
        range=range_of(source, Span(line, 0, line, end), encoding),
        severity=types.DiagnosticSeverity.Information,  # Python's own tools tell the error itself
        source=SOURCE,
        message=f"{trouble.message}; what surrounds it is checked",
    )
