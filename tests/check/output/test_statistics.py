from __future__ import annotations

import json
from dataclasses import replace

from asyncproof.check.outcome import Outcome
from asyncproof.check.output.statistics import as_json, as_lines
from tests.check.output.reported import outcome_of


def counted() -> Outcome:
    """Return an outcome with two rules, one of them with two severities."""
    outcome = outcome_of("a\nb\n", "a", "b")
    error, warning = outcome.hits
    return replace(outcome, hits=(error, error, warning, replace(error, rule="unrun-test")))


def test_the_most_frequent_comes_first() -> None:
    """A row for each rule and severity, by code where the counts are the same."""
    assert list(as_lines(counted())) == [
        "2  AP101  missing-await  error",
        "1  AP101  missing-await  warning",
        "1  AP201  unrun-test     error",
    ]
    assert list(as_lines(Outcome((), (), 0, {}))) == []


def test_programs_get_the_same() -> None:
    """As objects."""
    first, *_ = json.loads(as_json(counted()))
    assert first == {"findings": 2, "code": "AP101", "rule": "missing-await", "severity": "error"}
