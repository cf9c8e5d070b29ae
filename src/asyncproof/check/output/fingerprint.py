"""What makes a finding the same one when lines come or go above it: its rule, and the text of its line."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from asyncproof.check.output.place import line_at

if TYPE_CHECKING:
    from asyncproof.check.hit import Hit
    from asyncproof.check.outcome import Outcome


def fingerprints(outcome: Outcome) -> list[str]:
    """Return the fingerprints of the hits, in their order: unlike in one file, and without line numbers.

    They count from above where a file has the same line twice.
    """
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for hit in outcome.hits:
        text = _hash(outcome, hit)
        seen[hit.path, text] += 1
        found.append(f"{text}:{seen[hit.path, text]}")
    return found


def _hash(outcome: Outcome, hit: Hit) -> str:
    line = " ".join(line_at(outcome, hit.path, hit.span.line).split())
    return hashlib.sha256(f"{hit.rule}\0{line}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
