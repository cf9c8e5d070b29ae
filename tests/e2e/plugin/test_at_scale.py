"""A suite over two workers of pytest-xdist: what is found does not depend on how many run it."""

from __future__ import annotations

import re

import pytest

from tests.e2e.plugin import whole_suite
from tests.e2e.plugin.whole_suite import OPTIONS, VARIES

pytest.importorskip("xdist")

WORKER = re.compile(r"^\[gw\d+\] .*\n?")


class Heard:
    """Keeps what is reported of each test, in the process that prints it."""

    def __init__(self) -> None:
        self.reports: dict[tuple[str, str | None], tuple[str, str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep how it ended, and all that is shown of it."""
        sections = "\n".join(f"{title}\n{text}" for title, text in report.sections)
        text = VARIES.sub("...", f"{WORKER.sub('', report.longreprtext)}\n{sections}").strip()
        key = report.nodeid, report.when
        before = self.reports.get(key, ("", ""))
        self.reports[key] = before[0] + report.outcome, before[1] + text


def found_by(pytester: pytest.Pytester, *options: str) -> tuple[Heard, list[str]]:
    """Run the suite, and return what was reported and what stands below all tests."""
    heard = Heard()
    result = pytester.runpytest_inprocess(*OPTIONS, *options, plugins=[heard])
    lines = VARIES.sub("...", result.stdout.str()).splitlines()
    below = lines[next(number for number, line in enumerate(lines) if re.match("=+ warnings", line)) :]
    return heard, sorted(
        line for line in below if re.match(r"asyncproof|\w+-\w+: |test_\w+\.py|FAILED|ERROR|replay", line)
    )


def test_two_workers_find_what_one_process_finds(pytester: pytest.Pytester) -> None:
    """Guards, explanations, explorations and check: the same findings, texts, verdicts and replay lines."""
    whole_suite.write(pytester)
    alone, below_alone = found_by(pytester, "-n0", "--asyncproof-report=alone.json")
    spread, below_spread = found_by(pytester, "-n2", "--dist=loadfile", "--asyncproof-report=spread.json")
    assert {key: outcome for key, (outcome, _) in alone.reports.items() if outcome != "passed"}
    assert spread.reports == alone.reports
    assert [line for line in below_spread if ".json" not in line] == [
        line for line in below_alone if ".json" not in line
    ]
    assert whole_suite.findings(pytester.path / "spread.json") == whole_suite.findings(
        pytester.path / "alone.json"
    )
    assert any(line.startswith("asyncproof explored 2 tests") for line in below_alone)
