"""A terminal is told the same facts as the overview of a page, in few lines, and nothing when all is well."""

from __future__ import annotations

from asyncproof.report.run import Run, Test
from asyncproof.report.telling import told

HOUR = 3_600_000_000_000


def waiting(name: str, took: int, **more: object) -> Test:
    """Return a test in which somebody waits for so long."""
    facts = {"waits": [[took, "Task-1", f"a sleep ({took // 10**9} s)", "test_a.py:1", 0]], "left_out": 0}
    return Test(name, facts={**facts, "trouble": ""}, virtual=took, seconds=0.5, **more)  # type: ignore[arg-type] # by name


def finding(code: str, severity: str = "error") -> dict[str, str]:
    """Return a finding of a guard."""
    return {"code": code, "severity": severity, "message": "task `work` was left running", "text": ""}


def run_of(*tests: Test) -> Run:
    """Return a run of these tests."""
    run = Run()
    for test in tests:
        run.add(test)
    return run


def test_nothing_is_told_when_all_is_well() -> None:
    """Nobody wants to read that everything passed."""
    assert told(run_of(waiting("test_a", HOUR), Test("test_b"), Test("test_c", "skipped"))) == []


def test_what_is_wrong_stands_first() -> None:
    """Causes with some of their tests, errors before warnings; then the waits, then the time saved."""
    run = run_of(
        waiting("test_a", HOUR, findings=[finding("leaked-task", "warning")]),
        waiting("test_b", 2 * HOUR, outcome="failed", error="assert 1 == 2"),
        *(Test(f"test_{name}", "error", findings=[finding("leaked-task")]) for name in "cde"),
    )
    assert told(run) == [
        "leaked-task: task `work` was left running",
        "    in test_c, test_d and 1 more",
        "failure: assert 1 == 2",
        "    in test_b",
        "leaked-task: task `work` was left running (a warning)",
        "    in test_a",
        "the longest waits:",
        "    2:00:00: Task-1 of test_b waits for a sleep (7200 s)",
        "    1:00:00: Task-1 of test_a waits for a sleep (3600 s)",
        "virtual time: 2 tests let 3:00:00 pass in 1 s",
    ]


def test_it_stays_short() -> None:
    """Of many causes and waits the first ones are told; waits that nobody would notice are not."""
    tests = [Test(f"test_{number}", "failed", error=f"assert {number}") for number in range(9)]
    lines = told(run_of(*tests, *(waiting(f"test_w{number}", HOUR) for number in range(5))))
    assert "and 4 more causes" in lines
    assert len([line for line in lines if "waits for" in line]) == 3
    short = told(run_of(tests[0], waiting("test_short", 1_000_000)))
    assert short == ["failure: assert 0", "    in test_0", "virtual time: 1 test let 0.001 s pass in 0.5 s"]
