"""What a run comes to: outcomes, findings by cause, the longest waits, time saved, explorations."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asyncproof.report.run import Run

MOST_CAUSES = 200
MOST_WAITS = 30


def overview(run: Run) -> dict[str, Any]:
    """Return the overview of a run as plain values; tests are called by their numbers."""
    return {
        "outcomes": dict(Counter(test.outcome for test in run.tests)),
        "causes": causes(run),
        "waits": longest_waits(run),
        "time": time_saved(run),
        "explored": explored(run),
        "limits": run.limits(),
        "about": run.about,
    }


def causes(run: Run) -> list[dict[str, Any]]:
    """Group findings and failures by what they have in common, those that most tests share first."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for number, test in enumerate(run.tests):
        for finding in test.findings:
            key = finding["severity"], finding["code"], finding["message"]
            found.setdefault(key, []).append(number)
        if test.error and not any(finding["severity"] == "error" for finding in test.findings):
            found.setdefault(("error", "failure", test.error), []).append(number)
    ranked = sorted(found.items(), key=lambda item: (item[0][0] != "error", -len(item[1]), item[0]))
    return [
        {"severity": severity, "code": code, "message": message, "tests": sorted(set(tests))}
        for (severity, code, message), tests in ranked[:MOST_CAUSES]
    ]


def longest_waits(run: Run) -> list[list[Any]]:
    """Return the longest waits of all tests: test, how long, who, for what, where, after which step."""
    waits = [
        [number, *wait]
        for number, test in enumerate(run.tests)
        for wait in (test.facts or {}).get("waits", ())
    ]
    return sorted(waits, key=lambda wait: (-wait[1], wait[0], wait[5]))[:MOST_WAITS]


def time_saved(run: Run) -> dict[str, Any]:
    """Return how long tests took, and how much virtual time passed meanwhile."""
    virtual = [test for test in run.tests if test.virtual is not None]
    return {
        "seconds": sum(test.seconds for test in run.tests),
        "virtual_tests": len(virtual),
        "virtual_seconds": sum(test.virtual or 0 for test in virtual) / 1e9,
        "took": sum(test.seconds for test in virtual),
    }


def explored(run: Run) -> dict[str, Any]:
    """Return how many tests were explored, in how many runs, and what is known of them now."""
    notes = [test.explored for test in run.tests if test.explored]
    done = [note for note in notes if not note["obstacle"]]
    return {
        "tests": len(done),
        "runs": sum(note["runs"] for note in done),
        "verdicts": dict(Counter(note["verdict"] for note in done if note["verdict"])),
        "not_explored": len(notes) - len(done),
    }
