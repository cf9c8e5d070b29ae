"""SARIF 2.1.0, which GitHub's code scanning, GitLab, Azure and editors read.

Lines and columns count from 1, columns in characters, and the file says so. GitHub takes 25,000 results of a
run and shows the worst 5,000 of them: the worst come first, and what does not fit is said in a notification.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from asyncproof._version import __version__
from asyncproof.check.output.fingerprint import fingerprints
from asyncproof.check.output.place import column_at, path_in
from asyncproof.check.output.rules import rule_named
from asyncproof.check.page import page_of, summary_of
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.hit import Fix, Hit, Span
    from asyncproof.check.outcome import Outcome
    from asyncproof.check.reading.trouble import Trouble
    from asyncproof.check.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS = 25_000
MOST_LOCATIONS = 100
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ORDER = tuple(_LEVELS)


def sarif(outcome: Outcome, base: str) -> str:
    """Return the log, with paths from the top of the repository, *base*."""
    return json.dumps(log(outcome, base), indent=2)


def log(outcome: Outcome, base: str) -> dict[str, Any]:
    """Return the log as plain data."""
    marked = sorted(
        zip(outcome.hits, fingerprints(outcome), strict=True), key=lambda pair: _ORDER.index(pair[0].severity)
    )
    names = sorted({hit.rule for hit, _ in marked}, key=lambda name: rule_named(name).code)
    numbers = {name: number for number, name in enumerate(names)}
    results = [_result(outcome, base, hit, mark, numbers) for hit, mark in marked[:MOST_RESULTS]]
    run = {
        "tool": {"driver": {**_DRIVER, "rules": [_rule(rule_named(name)) for name in names]}},
        "invocations": [_invocation(outcome, base)],
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The top of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


_DRIVER = {"name": "asyncproof", "semanticVersion": __version__, "version": __version__}


def _rule(rule: Rule) -> dict[str, Any]:
    page = page_of(rule)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": summary_of(rule)},
        "fullDescription": {"text": summary_of(rule)},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.default},
        "properties": {
            "tags": ["async", "tests"],
            "precision": "very-high" if rule.confidence.value == "certain" else "medium",
            "problem.severity": _PROBLEMS[rule.severity],
        },
    }


_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}


def _result(outcome: Outcome, base: str, hit: Hit, mark: str, numbers: dict[str, int]) -> dict[str, Any]:
    result = {
        "ruleId": rule_named(hit.rule).code,
        "ruleIndex": numbers[hit.rule],
        "level": _LEVELS[hit.severity],
        "message": {"text": f"{hit.message}. To do: {hit.cure}."},
        "locations": [_location(outcome, base, hit.path, hit.span)],
        "partialFingerprints": {"primaryLocationLineHash": mark},
    }
    if hit.related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": one.text}, **_location(outcome, base, one.path, one.span)}
            for number, one in enumerate(hit.related[:MOST_LOCATIONS], start=1)
        ]
    if hit.fix is not None and not hit.fix.imports:  # what has to be imported as well is not said here
        result["fixes"] = [_fix(outcome, base, hit.path, hit.fix)]
    return result


def _location(outcome: Outcome, base: str, path: str, span: Span) -> dict[str, Any]:
    region = _region(outcome, path, span) if path in outcome.sources else {"startLine": span.line}
    return {"physicalLocation": {"artifactLocation": _artifact(base, path), "region": region}}


def _region(outcome: Outcome, path: str, span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": column_at(outcome, path, span.line, span.column),
        "endLine": span.end_line,
        "endColumn": column_at(outcome, path, span.end_line, span.end_column),
    }


def _fix(outcome: Outcome, base: str, path: str, fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(outcome, path, edit.span), "insertedContent": {"text": edit.text}}
        for edit in fix.edits
    ]
    change = {"artifactLocation": _artifact(base, path), "replacements": replacements}
    return {"description": {"text": fix.title}, "artifactChanges": [change]}


def _artifact(base: str, path: str) -> dict[str, str]:
    inside = path_in(base, path)
    if os.path.isabs(inside):  # noqa: PTH117 - a path with slashes, whatever the system
        return {"uri": f"file://{'' if inside.startswith('/') else '/'}{_quoted(inside)}"}
    return {"uri": _quoted(inside), "uriBaseId": "SRCROOT"}


def _quoted(path: str) -> str:
    return quote(os.fsencode(path), safe="/~")


def _invocation(outcome: Outcome, base: str) -> dict[str, Any]:
    notifications = [_notification(trouble, base) for trouble in outcome.troubles]
    left_out = len(outcome.hits) - MOST_RESULTS
    if left_out > 0:
        text = f"{left_out} more findings do not fit: GitHub takes {MOST_RESULTS} of a run."
        notifications.append({"level": "warning", "message": {"text": text}})
    return {"executionSuccessful": not outcome.troubles, "toolExecutionNotifications": notifications}


def _notification(trouble: Trouble, base: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(base, trouble.path)}
    if trouble.line:
        place["region"] = {"startLine": trouble.line}
    text = f"{trouble.message}. To do: {trouble.cure}"
    return {"level": "error", "message": {"text": text}, "locations": [{"physicalLocation": place}]}
