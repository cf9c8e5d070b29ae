"""The run that is reported: what stock asyncio does, or the plainest run that fails, with its story."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

from asyncproof.exploring.explorer import rung_of
from asyncproof.exploring.story import Storyteller
from asyncproof.loop import TIMING
from asyncproof.plugin.exploring import EXPLORED
from asyncproof.plugin.exploring.drawn import EXPLORATION, exploration, failure, wants_report
from asyncproof.plugin.exploring.examples import split_word
from asyncproof.plugin.exploring.poison import tell_of_poison
from asyncproof.plugin.exploring.run import ExploredRun, Replay
from asyncproof.plugin.exploring.telling import (
    TITLE,
    below_failure,
    fails_later,
    not_again,
    note,
    other_failures,
    replay_line,
)

if TYPE_CHECKING:
    import pytest

    from asyncproof.plugin.exploring.examples import Examples
    from asyncproof.plugin.exploring.exploration import Found


class LastRun:
    """The last run of a test, done before the eyes of all plugins."""

    def __init__(
        self,
        item: pytest.Item,
        found: Found,
        examples: Examples,
        *,
        is_replay: bool = False,
        keeps_loop: bool = False,
    ) -> None:
        """Take what was found, who chooses the example of a run, and whether the test keeps its own loop."""
        self._keeps_loop = keeps_loop
        self._item = item
        self._examples = examples
        self._found = found
        self._is_replay = is_replay
        self._is_told = False
        self._teller = Storyteller()
        self._replay: Replay | None = None
        self._run = ExploredRun(None, TIMING, aloud=True)
        self._drawn: dict[str, Any] = exploration(found) if wants_report(item.config) else {}

    def begin(self) -> ExploredRun | None:
        """Return the run, made anew; None if the test keeps its own loop."""
        if self._keeps_loop:
            return None
        self._is_told = False
        self._run = ExploredRun(None, TIMING, aloud=True)
        if self._found.schedules:
            self._examples.number, word = split_word(self._found.schedules[0])
            policy, schedule = self._found.plan.read_word(word)
            self._replay, self._teller = Replay(schedule), Storyteller()
            answers = self._teller.listen(self._replay)
            self._run = ExploredRun(answers, policy, [self._teller], aloud=True)
        return self._run

    def complain(self) -> None:
        """Raise what the run hides, if it is done again because it fails, or that it is another one."""
        __tracebackhide__ = True
        if self._replay is not None and self._replay.lost is not None and not self._is_told:
            raise self._replay.lost
        if not self._found.schedules or self._is_told:
            return
        # A task that died unseen tells of it when it goes, which some Pythons leave to the collector.
        gc.collect()
        hidden = self._run.hidden()
        if hidden is not None:
            raise hidden

    def complain_of(self, error: BaseException) -> None:
        """Raise what the run hides, if it may end with this error: then it isn't why it is done again."""
        __tracebackhide__ = True
        if self._run.may_end_with(error):
            self.complain()

    def complete(self, report: pytest.TestReport, call: pytest.CallInfo[None]) -> None:
        """Add to a report what was found."""
        tell_of_poison(report, self._item, self._found)
        if report.when == "call" and not self._is_replay:
            setattr(report, EXPLORED, note(self._found))
        if report.when == "call" and wants_report(self._item.config):
            self._drawn = exploration(self._found)
            setattr(report, EXPLORATION, self._drawn)
        if not self._found.schedules:
            self._tell_of_dependence(report)
            return
        if report.failed and call.excinfo is not None and not self._is_told:
            self._is_told = True
            if self._replay is None or self._replay.lost is None:
                self._add(report)
            else:
                lost = f"{self._found.schedules[0]}: {self._replay.lost}"
                report.longrepr = lost if self._is_replay else not_again(self._found)
        elif report.when == "teardown" and not self._is_told and not self._is_replay:
            report.outcome, report.longrepr = "failed", not_again(self._found)

    def _tell_of_dependence(self, report: pytest.TestReport) -> None:
        """Say it where a run that passed at first has failed when it was done again."""
        if self._found.failed_later is None or self._is_told:
            return
        text = fails_later(self._item, self._found)
        if self._found.plan.gently:
            if report.failed:  # it can only be run once, and that was done, and it passed
                path, line, _ = report.location
                report.outcome, report.longrepr = "skipped", (path, line or 0, f"Skipped: {text}")
        elif report.failed:
            self._is_told = True
            report.sections.append((TITLE, text))
        elif report.when == "teardown":
            report.outcome, report.longrepr = "failed", text

    def _add(self, report: pytest.TestReport) -> None:
        word = self._found.schedules[0]
        rung = self._found.failures[0].rung if self._found.failures else rung_of(split_word(word)[1])
        story = self._teller.tell()
        others = other_failures(self._item, self._found.failures[1:])
        if wants_report(self._item.config):
            self._drawn["failure"] = failure(self._found, rung, story, replay_line(self._item, word), others)
            setattr(report, EXPLORATION, self._drawn)
        comparison = self._found.comparison
        width = self._item.config.get_terminal_writer().fullwidth
        met = "" if comparison is None else comparison.tell(width)
        text = below_failure(rung, story, replay_line(self._item, word), others, met)
        longrepr: Any = report.longrepr
        if hasattr(longrepr, "addsection"):
            longrepr.addsection(TITLE, text)
        else:
            report.sections.append((TITLE, text))
