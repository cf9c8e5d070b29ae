"""The outcome as JSON, for programs: lines and columns count from 1, columns in characters."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from asyncproof.check.output.fingerprint import fingerprints
from asyncproof.check.output.place import column_at, column_of, end_column_of
from asyncproof.check.output.rules import rule_named

if TYPE_CHECKING:
    from asyncproof.check.hit import Fix, Hit
    from asyncproof.check.outcome import Outcome

VERSION = 1
"""Grows when a field changes its meaning or goes; new fields may come without that."""


def json_form(outcome: Outcome) -> str:
    """Return the outcome as JSON."""
    data = {
        "version": VERSION,
        "files": outcome.files,
        "findings": [
            _hit(outcome, hit, mark) for hit, mark in zip(outcome.hits, fingerprints(outcome), strict=True)
        ],
        "unreadable": [
            {"path": one.path, "line": one.line, "message": one.message, "cure": one.cure}
            for one in outcome.troubles
        ],
    }
    return json.dumps(data, indent=2)  # in ASCII, so that it is JSON in every encoding of a pipe


def _hit(outcome: Outcome, hit: Hit, mark: str) -> dict[str, Any]:
    return {
        "rule": hit.rule,
        "code": rule_named(hit.rule).code,
        "severity": hit.severity.value,
        "confidence": hit.confidence.value,
        "path": hit.path,
        "line": hit.span.line,
        "column": column_of(outcome, hit),
        "end_line": hit.span.end_line,
        "end_column": end_column_of(outcome, hit),
        "fingerprint": mark,
        "message": hit.message,
        "cure": hit.cure,
        "related": [{"path": one.path, "line": one.span.line, "text": one.text} for one in hit.related],
        "fix": None if hit.fix is None else _fix(outcome, hit.path, hit.fix),
    }


def _fix(outcome: Outcome, path: str, fix: Fix) -> dict[str, Any]:
    edits = [
        {
            "line": edit.span.line,
            "column": column_at(outcome, path, edit.span.line, edit.span.column),
            "end_line": edit.span.end_line,
            "end_column": column_at(outcome, path, edit.span.end_line, edit.span.end_column),
            "text": edit.text,
        }
        for edit in fix.edits
    ]
    return {"title": fix.title, "safe": fix.safe, "imports": list(fix.imports), "edits": edits}
