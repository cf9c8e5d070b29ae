"""Turns the report on for a run that asks for it; other runs load nothing of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from asyncproof.core import UsageError
from asyncproof.plugin.drawing.gathering import TITLE, Gathering
from asyncproof.plugin.drawing.recording import RecordedTests
from asyncproof.plugin.guarding.limits import thresholds_of
from asyncproof.report.writing import check

if TYPE_CHECKING:
    from collections.abc import Sequence


def draw_run(config: pytest.Config) -> None:
    """Record the tests of a run; in the process that hears of all of them, put them together as well."""
    paths = _paths(config)
    config.pluginmanager.register(RecordedTests(thresholds_of(config).block_after), RecordedTests.NAME)
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Gathering(config, paths), Gathering.NAME)


def finish(session: pytest.Session) -> None:
    """Write the report, when everybody has told what there is to tell."""
    gathering = session.config.pluginmanager.get_plugin(Gathering.NAME)
    if gathering is not None and not gathering.write():
        session.exitstatus = pytest.ExitCode.USAGE_ERROR


def begin_to_tell(reporter: pytest.TerminalReporter) -> bool:
    """Tell what the report says of the run, in a section; say whether there is one: not if all is well."""
    gathering = reporter.config.pluginmanager.get_plugin(Gathering.NAME)
    facts = [] if gathering is None else gathering.facts()
    if facts:
        reporter.section(TITLE, sep="-")
        for line in facts:
            reporter.write_line(line)
    return bool(facts)


def tell(reporter: pytest.TerminalReporter) -> None:
    """Say where the report is."""
    gathering = reporter.config.pluginmanager.get_plugin(Gathering.NAME)
    for line in () if gathering is None else gathering.told:
        reporter.write_line(line)


def _paths(config: pytest.Config) -> list[Path]:
    words: Sequence[str] = config.getoption("asyncproof_report")
    paths = [Path(config.invocation_params.dir, word) for word in words]
    try:
        for word, path in zip(words, paths, strict=True):
            check(path, f"--asyncproof-report={word}")
    except UsageError as error:
        raise pytest.UsageError(error.message) from None
    return paths
