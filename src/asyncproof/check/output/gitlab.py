"""A code quality report, which GitLab shows in merge requests."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from asyncproof.check.output.fingerprint import fingerprints
from asyncproof.check.output.place import path_in
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.hit import Hit
    from asyncproof.check.outcome import Outcome
    from asyncproof.check.reading.trouble import Trouble

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(outcome: Outcome, base: str) -> str:
    """Return the report, with paths from the top of the repository, *base*."""
    marks = zip(outcome.hits, fingerprints(outcome), strict=True)
    entries = [_trouble(trouble, path_in(base, trouble.path)) for trouble in outcome.troubles]
    entries += [_hit(hit, mark, path_in(base, hit.path)) for hit, mark in marks]
    return json.dumps(entries, indent=2)


def _hit(hit: Hit, mark: str, path: str) -> dict[str, Any]:
    return {
        "description": f"{hit.message} (to do: {hit.cure})",
        "check_name": hit.rule,
        "fingerprint": _fingerprint(path, mark),
        "severity": _SEVERITIES[hit.severity],
        "location": {"path": path, "lines": {"begin": hit.span.line, "end": hit.span.end_line}},
    }


def _trouble(trouble: Trouble, path: str) -> dict[str, Any]:
    return {
        "description": f"{trouble.message} (to do: {trouble.cure})",
        "check_name": "unreadable",
        "fingerprint": _fingerprint(path, "unreadable", str(trouble.line), trouble.message),
        "severity": "critical",
        "location": {"path": path, "lines": {"begin": trouble.line or 1}},
    }


def _fingerprint(*words: str) -> str:
    """Return what no other entry has: GitLab drops one of two that have the same."""
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:32]
