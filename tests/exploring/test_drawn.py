"""What was found by code is there in plain values, as it is of a test of pytest."""

from __future__ import annotations

import json

from asyncproof import explore
from asyncproof.exploring.drawn import drawn, drawn_failure
from tests.exploring import scenarios


def test_a_failure_in_plain_values() -> None:
    """Rung, story, both orders and the line; all of it can be written as JSON."""
    failure = explore(scenarios.inversion, runs=90, rungs=["timing", "latency"]).failures[0]
    found = drawn_failure(
        failure.exception, failure.rung, failure.comparison, story=failure.story, replay="do it again"
    )
    assert found["error"].startswith("AssertionError")
    assert (found["rung"], found["replay"], found["others"]) == ("latency", "do it again", [])
    works, breaks = (
        [moment["task"] for moment in found["orders"][name]["moments"] if moment["met"]]
        for name in ("works", "breaks")
    )
    assert works == breaks[::-1]
    assert json.loads(json.dumps(found)) == found


def test_what_is_not_known_is_left_empty() -> None:
    """Without a result there is no verdict, without an error no headline, without a neighbour no orders."""
    assert drawn(None, 3, obstacle="keeps its loop", differs=["db"]) == {
        "runs": 3,
        "obstacle": "keeps its loop",
        "verdict": "",
        "told": "",
        "tried": [],
        "differs": ["db"],
        "failure": None,
    }
    rung = explore(scenarios.inversion, runs=30, rungs=["latency"]).failures[0].rung
    found = drawn_failure(None, rung, None, story="", replay="")
    assert (found["error"], found["orders"]) == ("", None)


def test_a_verdict_in_plain_values() -> None:
    """What holds has its verdict, and what was tried."""
    result = explore(scenarios.in_order, runs=30, rungs=["timing"])
    found = drawn(result, result.runs)
    assert found["verdict"] == result.verdict.certainty.value
    assert found["tried"]
    assert str(result.verdict) == found["told"]
