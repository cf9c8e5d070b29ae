"""What the end of a run says of the guards: warnings by cause, and the baseline; nothing when all is well."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from asyncproof.plugin.options import speaks_of_guards

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pytest

FINDINGS = "asyncproof_findings"
FAILURES = "asyncproof_failures"
MARKED = "asyncproof_marked"
"""As in `carrying`, which is not loaded where nothing was found."""
_MOST_TESTS = 5


def tell(reporter: pytest.TerminalReporter) -> None:
    """Write what there is to tell, in a section of its own."""
    reports = [report for each in reporter.stats.values() for report in each if hasattr(report, FINDINGS)]
    lines = [*warnings(reports), *_outlook(reporter, reports), *_baseline(reporter.config)]
    if lines:
        reporter.section("asyncproof guards", sep="-")
        for line in lines:
            reporter.write_line(line)


def warnings(reports: Iterable[pytest.TestReport]) -> Iterator[str]:
    """Group warnings by guard and cause, with the tests that each is about."""
    causes: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for report in reports:
        for finding in getattr(report, FINDINGS):
            causes[finding["code"], finding["message"]].append((report.nodeid, finding["text"]))
    if not causes:
        return
    count = sum(map(len, causes.values()))
    yield f"{count} warning{'' if count == 1 else 's'}; no test failed for it"
    for _, found in sorted(causes.items()):
        yield ""
        yield from found[0][1].splitlines()
        tests = list(dict.fromkeys(test for test, _ in found))
        yield from (f"    in {test}" for test in tests[:_MOST_TESTS])
        if len(tests) > _MOST_TESTS:
            yield f"    and in {len(tests) - _MOST_TESTS} more"


def _outlook(reporter: pytest.TerminalReporter, reports: Iterable[pytest.TestReport]) -> Iterator[str]:
    """Say what would fail, and what to write for it, where the project has asked for warnings."""
    if not reports or not speaks_of_guards(reporter.config):
        return
    from asyncproof.plugin.guarding.outlook import Outlook, Warned
    from asyncproof.plugin.guarding.settings import guard_settings

    warned = [
        Warned(report.nodeid, finding["code"])
        for report in reports
        if not hasattr(report, MARKED)
        for finding in getattr(report, FINDINGS)
    ]
    ran = {report.nodeid for each in reporter.stats.values() for report in each if hasattr(report, "nodeid")}
    lines = Outlook(guard_settings(reporter.config), ran, warned).lines()
    yield from ("", *lines) if lines else ()


def _baseline(config: pytest.Config) -> Iterator[str]:
    if not speaks_of_guards(config):
        return
    from asyncproof.plugin.guarding.baseline import baseline_of

    baseline = baseline_of(config)
    if baseline is None:
        return
    if baseline.writing:
        yield f"baseline: {baseline.written}"
        return
    if baseline.seen:
        count = len(baseline.seen)
        yield f"baseline: {count} known finding{'' if count == 1 else 's'} let pass"
    stale = baseline.stale()
    if stale:
        yield f"baseline: no longer found, remove from {baseline.path.name} or write it anew:"
        yield from (f"    {line}" for line in stale)
