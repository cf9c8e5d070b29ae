from __future__ import annotations

from dataclasses import replace

from asyncproof.check.outcome import Outcome
from asyncproof.core import Severity
from tests.check.output.reported import TROUBLES, outcome_of


def test_errors_and_troubles_are_what_stops_anybody() -> None:
    """Warnings and remarks do not."""
    found = outcome_of("a\nb\nc\n", "a", "b", "c")
    assert [found.count(severity) for severity in Severity] == [1] * len(Severity)
    assert not found.is_clean
    assert replace(found, hits=found.hits[1:]).is_clean
    assert not Outcome((), TROUBLES, 1, {}).is_clean
