"""How the runs of a suite are compared."""

from __future__ import annotations

from benchmarks.field.suites import Done, compare, guarded
from tools.public_suites import Outcome, Run

LEAK = (
    "GuardFailure: leaked-loop: made\n    app.py:3:  loop = new()\n    more: asyncproof explain leaked-loop"
)
BEFORE = Run({"a::x": (Outcome("passed"),), "a::y": (Outcome("passed"),), "a::z": (Outcome("passed"),)}, 1.0)
AFTER = Run(
    {
        "a::x": (Outcome("passed"),),
        "a::y": (Outcome("error", "GuardFailure", LEAK),),
        "a::z": (Outcome("failed", "assert 1\n == 2"),),
    },
    1.0,
)


def test_a_guard_is_told_from_another_way() -> None:
    """Whom a guard has failed is told with the guard; whoever went another way, with what it said."""
    first, second = compare(BEFORE, AFTER)
    assert (first["test"], first["was"], first["is"], first["guards"]) == (
        "a::y",
        "passed",
        "error",
        ["leaked-loop"],
    )
    assert (second["test"], second["guards"], second["said"]) == ("a::z", [], "assert 1 == 2")


def test_findings_of_a_run() -> None:
    """Errors belong to their test, warnings stand below the run."""
    warned = "= warnings summary =\nx\n  Warning: slow-step: 3 s\n    more: asyncproof explain slow-step\n"
    found = guarded(Done(AFTER, warned, 1.0, 1))
    assert [(one["test"], one["level"], one["guard"]) for one in found] == [
        ("a::y", "error", "leaked-loop"),
        ("", "warning", "slow-step"),
    ]


def test_a_summary() -> None:
    """Outcomes are counted; a run that was ended by a signal, or from outside, is told as a crash."""
    told = Done(AFTER, "", 1.26, 1).summary()
    assert told == {"outcomes": "1 error, 1 failed, 1 passed", "seconds": 1.3, "exit": 1, "crashes": []}
    assert Done(AFTER, "", 1.0, -11).summary()["crashes"] == ["ended by signal 11"]
    assert Done(AFTER, "", 1.0, None).summary()["crashes"] == ["not done after 400 s"]
