"""The overview of a run in a few lines, for a terminal; none at all when all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core.spelling import spell
from asyncproof.report.overview import causes, longest_waits, time_saved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from asyncproof.report.run import Run

MOST_CAUSES = 5
MOST_TESTS = 2
MOST_WAITS = 3
LEAST_WAIT = 100_000_000
"""Nanoseconds; nobody asks a terminal about shorter waits."""


def told(run: Run) -> list[str]:
    """Return findings by cause, the longest waits, and what virtual time saved."""
    found = list(_causes(run))
    return [*found, *_waits(run), *_time(run)] if found else []


def _causes(run: Run) -> Iterator[str]:
    found = causes(run)
    for cause in found[:MOST_CAUSES]:
        is_warning = cause["severity"] != "error"
        message = f"{cause['message']} (a warning)" if is_warning else cause["message"]
        yield f"{cause['code']}: {message}"
        yield f"    in {_some([run.tests[number].id for number in cause['tests']])}"
    if len(found) > MOST_CAUSES:
        yield f"and {len(found) - MOST_CAUSES:,} more causes"


def _waits(run: Run) -> Iterator[str]:
    waits = [wait for wait in longest_waits(run) if wait[1] >= LEAST_WAIT][:MOST_WAITS]
    if waits:
        yield "the longest waits:"
    for number, took, task, words, *_ in waits:
        yield f"    {spell(took)}: {task} of {run.tests[number].id} waits for {words}"


def _time(run: Run) -> Iterator[str]:
    saved = time_saved(run)
    if saved["virtual_tests"]:
        count = saved["virtual_tests"]
        tests = "1 test" if count == 1 else f"{count:,} tests"
        passed, took = (spell(round(saved[name] * 1e9)) for name in ("virtual_seconds", "took"))
        yield f"virtual time: {tests} let {passed} pass in {took}"


def _some(tests: Sequence[str]) -> str:
    more = f" and {len(tests) - MOST_TESTS:,} more" if len(tests) > MOST_TESTS else ""
    return ", ".join(tests[:MOST_TESTS]) + more
