"""`--asyncproof-check`: what `asyncproof check` finds in the files of a run, told at its end."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from asyncproof.check.baseline import compare, read_baseline
from asyncproof.check.checker import Checker
from asyncproof.check.outcome import together
from asyncproof.check.output.text import text
from asyncproof.check.settings.applying import apply
from asyncproof.check.settings.choosing import choose_rules
from asyncproof.check.settings.projects import groups_of
from asyncproof.core import UsageError
from asyncproof.plugin.checking.collected import files_of, runners_of, seen_by

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from asyncproof.check.outcome import Outcome
    from asyncproof.check.pytesting.seen import Seen
    from asyncproof.check.settings.settings import Settings
    from asyncproof.plugin.checking.collected import Runners

NAME = "asyncproof-check"
_TOLD = "asyncproof_check"
_LOOKS = {
    "error": {"red": True, "bold": True},
    "warning": {"yellow": True, "bold": True},
    "info": {"cyan": True, "bold": True},
    "mark": {"red": True},
}


class CheckedRun:
    """Notes which files the tests are from and who runs them, and checks these files at the end."""

    def __init__(self, config: pytest.Config) -> None:
        """Begin with no file."""
        self._config = config
        self._runners: Runners = {}
        self._files: set[str] = set()
        self._outcome: Outcome | None = None
        self._refusal = ""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note the files; a worker of pytest-xdist hands them on."""
        self._files = files_of(session)
        self._runners = dict(runners_of(session.items))
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            told = [[*key, runner] for key, runner in self._runners.items()]
            output[_TOLD] = sorted(self._files), told

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Take over what a worker has collected."""
        files, told = getattr(node, "workeroutput", {}).get(_TOLD, ((), ()))
        self._files.update(files)
        self._runners.update({(file, name): runner for file, name, runner in told})

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Check; what stops `asyncproof check` fails a run that passed."""
        if hasattr(self._config, "workerinput"):
            return
        try:
            self._outcome, stops = _check(self._files, seen_by(self._config, self._runners))
        except UsageError as error:
            self._refusal = str(error)
            session.exitstatus = pytest.ExitCode.USAGE_ERROR
            return
        if stops and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Show what was found."""
        if self._outcome is None and not self._refusal:
            return
        terminalreporter.write_sep("=", "asyncproof check")
        if self._outcome is None:
            terminalreporter.write_line(self._refusal, red=True)
            return
        for line in text(self._outcome):
            for part in line:
                terminalreporter.write(part.text, **_LOOKS.get(part.role, {}))
            terminalreporter.write_line("")


def _check(files: Iterable[str], seen: Seen) -> tuple[Outcome, bool]:
    """Check files, each by the settings of its project; tell also whether anything stops."""
    outcomes, stops = [], False
    for group in groups_of(map(Path, sorted(files))):
        settings, paths = group.settings, group.paths
        rules = choose_rules(settings, group.root).rules
        checker = Checker(group.root, rules, environment=sys.prefix, seen=seen)
        outcome = apply(settings, checker.check(paths), settings.ignore)
        outcome = _without_known(settings, outcome, paths, {rule.name for rule in rules})
        stops = stops or outcome.stops(settings.fail_on)
        outcomes.append(outcome)
    return together(outcomes), stops


def _without_known(
    settings: Settings, outcome: Outcome, paths: Iterable[Path], rules: Collection[str]
) -> Outcome:
    """Leave out what is in the baseline of a project."""
    if settings.baseline is None:
        return outcome
    known = read_baseline(settings.baseline)
    compared = compare(settings.baseline, known, outcome, looked_at=map(str, paths), rules=rules)
    return replace(outcome, hits=compared.new)
