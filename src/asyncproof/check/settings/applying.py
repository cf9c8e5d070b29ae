"""Applies the settings of a project to what its rules have found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from asyncproof.check.selection import named

if TYPE_CHECKING:
    from collections.abc import Collection

    from asyncproof.check.hit import Hit
    from asyncproof.check.outcome import Outcome
    from asyncproof.check.settings.settings import Settings


def apply(settings: Settings, outcome: Outcome, ignore: Collection[str] = ()) -> Outcome:
    """Leave out what is off for a file, or found by no rule and yet ignored, and set the severities."""
    left_out = {rule.name for word in ignore for rule in named(word)}
    off: dict[str, frozenset[str]] = {}
    kept: list[Hit] = []
    for hit in outcome.hits:
        if hit.path not in off:
            off[hit.path] = settings.ignored_in(hit.path)
        if hit.rule in left_out or hit.rule in off[hit.path]:
            continue
        severity = settings.severities.get(hit.rule, hit.severity)
        kept.append(hit if severity is hit.severity else replace(hit, severity=severity))
    return replace(outcome, hits=tuple(kept))
