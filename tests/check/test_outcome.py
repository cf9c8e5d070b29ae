from __future__ import annotations

from dataclasses import replace

import pytest

from asyncproof.check.outcome import Outcome, together
from asyncproof.core import Severity
from tests.check.output.reported import TROUBLES, outcome_of


def test_errors_and_troubles_are_what_stops_anybody() -> None:
    """Warnings and remarks do not, unless they are asked to."""
    found = outcome_of("a\nb\nc\n", "a", "b", "c")
    assert [found.count(severity) for severity in Severity] == [1] * len(Severity)
    assert found.stops()
    assert not replace(found, hits=found.hits[1:]).stops()
    assert Outcome((), TROUBLES, 1, {}).stops(Severity.ERROR)


@pytest.mark.parametrize(
    ("at", "stopping"),
    [
        (Severity.ERROR, [True, False, False]),
        (Severity.WARNING, [True, True, False]),
        (Severity.INFO, [True] * 3),
    ],
)
def test_a_worse_one_stops_too(at: Severity, stopping: list[bool]) -> None:
    """Who stops at warnings stops at errors."""
    found = outcome_of("a\nb\nc\n", "a", "b", "c")
    assert [replace(found, hits=(hit,)).stops(at) for hit in found.hits] == stopping


def test_outcomes_are_put_together_in_order() -> None:
    """Of files and lines, as if they had been one."""
    found = outcome_of("a\nb\n", "a", "b")
    first, second = (
        replace(found, hits=(hit,), troubles=(trouble,))
        for hit, trouble in zip(found.hits, TROUBLES, strict=True)
    )
    assert together([second, first]) == replace(found, troubles=TROUBLES, files=2)
    assert together([]) == Outcome((), (), 0, {})
