"""The overview groups, ranks and adds up."""

from __future__ import annotations

from asyncproof.report.overview import overview
from asyncproof.report.run import Run, Test


def finding(code: str, message: str, severity: str) -> dict[str, str]:
    """Return a finding as a guard gives it."""
    return {"code": code, "message": message, "text": message, "severity": severity}


def run_of(*tests: Test) -> Run:
    """Put tests together."""
    run = Run(about={"python": "3.11"})
    for test in tests:
        run.add(test)
    return run


def test_findings_are_grouped_by_cause() -> None:
    """Tests of one cause stand together: errors before warnings, those that many share first."""
    leaked, warned = finding("leaked-task", "left", "error"), finding("slow-step", "slow", "warning")
    found = overview(
        run_of(
            Test("a", findings=[warned.copy()]),
            Test("b", "error", error="leaked-task: left", findings=[leaked.copy(), leaked.copy()]),
            Test("c", "error", findings=[leaked.copy()]),
            Test("d", "failed", error="assert 1 == 2", findings=[warned.copy()]),
        )
    )
    assert [(cause["code"], cause["tests"]) for cause in found["causes"]] == [
        ("leaked-task", [1, 2]),
        ("failure", [3]),
        ("slow-step", [0, 3]),
    ]
    assert found["outcomes"] == {"passed": 1, "error": 2, "failed": 1}


def test_waits_of_all_tests_are_ranked() -> None:
    """The longest waits of a run are found, whoever waited."""
    waits = [[5, "Task-1", "a sleep", "x.py:1", 0], [9, "Task-2", "a sleep", "x.py:2", 3]]
    found = overview(run_of(Test("a", facts={"waits": waits, "left_out": 0, "trouble": ""}), Test("b")))
    assert [wait[:2] for wait in found["waits"]] == [[0, 9], [0, 5]]


def test_time_that_was_saved_is_added_up() -> None:
    """Virtual time counts for the tests that ran in it alone."""
    time = overview(run_of(Test("a", seconds=0.5, virtual=60_000_000_000), Test("b", seconds=2.0)))["time"]
    assert time == {"seconds": 2.5, "virtual_tests": 1, "virtual_seconds": 60.0, "took": 0.5}


def test_explorations_are_counted() -> None:
    """Verdicts and runs of the explored tests are added up, and those that were not explored counted."""
    notes = [
        {"runs": 10, "verdict": "bounded", "obstacle": ""},
        {"runs": 5, "verdict": "", "obstacle": ""},
        {"runs": 1, "verdict": "", "obstacle": "has its own loop"},
    ]
    explored = overview(run_of(*(Test(str(number), explored=note) for number, note in enumerate(notes))))[
        "explored"
    ]
    assert explored == {"tests": 2, "runs": 15, "verdicts": {"bounded": 1}, "not_explored": 1}
