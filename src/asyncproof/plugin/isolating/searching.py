"""Looks at every test that failed: whether it passes alone, and after which earlier tests it fails."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from asyncproof.plugin.isolating.bisection import culprits
from asyncproof.plugin.isolating.order import Order
from asyncproof.plugin.isolating.rerun import INSIDE, Rerun, Seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from _pytest.terminal import TerminalReporter

__all__ = ["INSIDE", "Isolation", "Verdict"]

MOST_VICTIMS = 10
MOST_RUNS = 100
MOST_SECONDS = 900.0
LEAST_TIMEOUT = 60.0
_MOST_CHANGES = 3


class OutOfBudgetError(Exception):
    """The search has taken as many runs or as much time as it may."""


@dataclass
class Verdict:
    """What is known of one failing test."""

    test: str
    text: str
    lines: list[str] = field(default_factory=list)


class Isolation:
    """Hears what fails, and searches when the run is over."""

    def __init__(self, config: pytest.Config, test: str) -> None:
        self._only = test
        self._order = Order()
        self._rerun = Rerun(config)
        self._seen: dict[tuple[str, ...], Seen] = {}
        self._known: list[list[str]] = []
        """Who was to blame so far: often it is the same one again."""
        self._began = time.perf_counter()
        self._timeout = LEAST_TIMEOUT

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note the order and the outcome."""
        self._order.hear(report)

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: TerminalReporter) -> None:
        """Search, and print each result as soon as it is known, so that Ctrl-C loses none."""
        victims = self._victims()
        if not victims and not self._only:
            return
        terminalreporter.section("asyncproof: are earlier tests to blame?")
        if not victims:
            terminalreporter.write_line(self._nothing_to_do())
            return
        self._timeout = max(LEAST_TIMEOUT, 5 * (time.perf_counter() - self._began))
        self._began = time.perf_counter()
        rerun = self._rerun
        try:
            for test in victims[:MOST_VICTIMS]:
                for line in _lines(self._judge(test)):
                    terminalreporter.write_line(line)
        except OutOfBudgetError:
            terminalreporter.write_line(f"stopped after {rerun.count} runs; the others were not looked at.")
        except KeyboardInterrupt:
            terminalreporter.write_line(f"interrupted after {rerun.count} runs; what was found is above.")
        if len(victims) > MOST_VICTIMS:
            terminalreporter.write_line(
                f"{len(victims) - MOST_VICTIMS} more failing tests were not looked at; "
                "name one: --asyncproof-isolate=NODEID"
            )
        seconds = time.perf_counter() - self._began
        runs = "1 run" if rerun.count == 1 else f"{rerun.count} runs"
        terminalreporter.write_line(f"({runs} in {seconds:.1f} s)")

    def _victims(self) -> list[str]:
        failed = list(self._order.failed)
        return [test for test in failed if test == self._only] if self._only else failed

    def _nothing_to_do(self) -> str:
        if self._order.knows(self._only):
            return f"{self._only} did not fail in this run."
        return f"{self._only} did not run. Write the test as pytest prints it, as in tests/test_a.py::test_b."

    def _judge(self, test: str) -> Verdict:
        alone = self._run([], test)
        if alone.trouble or test not in alone.ran:
            return Verdict(
                test, "could not be run alone", [alone.trouble or "pytest did not find it by its name"]
            )
        if test in alone.failed:
            return Verdict(test, "fails alone, too: no earlier test is to blame")
        before = self._order.before(test)
        if not before:
            return Verdict(
                test, "passes alone, and was the first to run: it fails now and then by itself", _FLAKY[1:]
            )
        if not self._fails(before, test):
            return Verdict(test, f"passes alone, and after the {len(before)} tests before it, too", _FLAKY)
        found = self._culprits(before, test)
        if not found:
            return Verdict(test, "passes alone; which earlier tests it takes could not be narrowed down")
        return Verdict(
            test, _blame(found), [*self._state(found, test), f"again: {self._rerun.spelled([*found, test])}"]
        )

    def _culprits(self, before: Sequence[str], test: str) -> list[str]:
        for known in self._known:
            if set(known) <= set(before) and self._fails(known, test):
                return known
        found = culprits(before, lambda tests: self._fails(tests, test))
        if found:
            self._known.append(found)
        return found

    def _state(self, found: Sequence[str], test: str) -> Iterator[str]:
        """Yield what the culprits have changed and left."""
        seen = self._run(found, test)
        for culprit in found:
            lines = seen.changes.get(culprit, [])
            for line in lines[:_MOST_CHANGES]:
                yield f"{_name(culprit)} leaves {line}"
            if len(lines) > _MOST_CHANGES:
                yield f"... and {len(lines) - _MOST_CHANGES} more changes"

    def _fails(self, before: Sequence[str], test: str) -> bool:
        return test in self._run(before, test).failed

    def _run(self, before: Sequence[str], test: str) -> Seen:
        tests = (*before, test)
        if tests in self._seen:
            return self._seen[tests]
        if self._rerun.count >= MOST_RUNS or time.perf_counter() - self._began > MOST_SECONDS:
            raise OutOfBudgetError
        seen = self._seen[tests] = self._rerun(tests, self._timeout)
        return seen


_FLAKY = [
    "it fails now and then: a race, the time, a random number, or another process",
    "look at it with `pytest --explore`, or run it several times",
]


def _blame(found: Sequence[str]) -> str:
    if len(found) == 1:
        return f"passes alone, and fails after {found[0]}"
    return f"passes alone, and fails after these {len(found)} together, in this order: {', '.join(found)}"


def _lines(verdict: Verdict) -> Iterator[str]:
    yield f"{verdict.test} {verdict.text}"
    yield from (f"    {line}" for line in verdict.lines)


def _name(test: str) -> str:
    return test.rpartition("::")[2]
