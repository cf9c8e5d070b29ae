"""The outcome as JSON, for programs: lines and columns count from 1, columns in characters."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from asyncproof.check.output.place import column_of
from asyncproof.check.registry import all_rules

if TYPE_CHECKING:
    from asyncproof.check.hit import Hit
    from asyncproof.check.outcome import Outcome

VERSION = 1
"""Grows when a field changes its meaning or goes; new fields may come without that."""


def json_form(outcome: Outcome) -> str:
    """Return the outcome as JSON."""
    codes = {rule.name: rule.code for rule in all_rules()}
    data = {
        "version": VERSION,
        "files": outcome.files,
        "findings": [_hit(outcome, hit, codes.get(hit.rule, "AP000")) for hit in outcome.hits],
        "unreadable": [
            {"path": one.path, "line": one.line, "message": one.message, "cure": one.cure}
            for one in outcome.troubles
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def _hit(outcome: Outcome, hit: Hit, code: str) -> dict[str, Any]:
    return {
        "rule": hit.rule,
        "code": code,
        "severity": hit.severity.value,
        "confidence": hit.confidence.value,
        "path": hit.path,
        "line": hit.span.line,
        "column": column_of(outcome, hit),
        "end_line": hit.span.end_line,
        "message": hit.message,
        "cure": hit.cure,
        "related": [{"path": one.path, "line": one.span.line, "text": one.text} for one in hit.related],
    }
