"""A pytest that does runs for another one: it collects the same tests, and explores none of its own.

This is what a process of a worker runs, as long as there are batches for it. What its tests share, such as a
fixture of a module, it has for itself, as each worker of pytest-xdist has.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.exploring.crew.batch import done
from asyncproof.exploring.crew.child import IDLE, Desk
from asyncproof.exploring.crew.errors import WorkersError
from asyncproof.exploring.crew.parcel import unwrap
from asyncproof.exploring.headline import headline
from asyncproof.loop import TIMING, FirstChooser
from asyncproof.plugin.exploring.driving import ExploredTests
from asyncproof.plugin.exploring.own_loop import own_loop
from asyncproof.plugin.exploring.sending import HELPER, FarTest
from asyncproof.plugin.exploring.silence import silence
from asyncproof.plugin.exploring.silent_runs import SilentRuns
from asyncproof.plugin.wish import in_virtual_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from asyncproof.exploring.crew.batch import Batch

    RunPytest = Callable[[list[str], list[object]], int]


def main(idle: float = IDLE) -> None:
    """Be a child that does runs of tests, until there are none for so many seconds."""
    helper = Helper(Desk(idle))
    helper.run()


class Helper:
    """A plugin that runs no test unless a batch asks for it, and then as often as that says."""

    def __init__(self, desk: Desk) -> None:
        """Take the first batch: it says which suite it is."""
        self._desk = desk
        self._items: dict[str, pytest.Item] = {}
        self.batch: Batch | None = None
        self.take()

    def take(self) -> None:
        """Wait for the next batch; there may be none."""
        data = self._desk.take()
        self.batch = None if data is None else pickle.loads(data)  # noqa: S301 - from the one that explores
        if self.batch is not None:
            scenario: Any = unwrap(self.batch.scenario)
            self.test: FarTest = scenario

    def run(self, run_pytest: RunPytest = pytest.main) -> None:
        """Run pytest as it was run where the tests are explored."""
        if self.batch is None:
            return
        suite = self.test.suite
        sys.path.extend(path for path in suite.paths if path not in sys.path)
        try:
            os.chdir(suite.folder)
            why = f"pytest ended with {int(run_pytest(list(suite.arguments), [self]))} there"
        except Exception as error:  # noqa: BLE001 - whoever explores is to hear of it
            why = f"{type(error).__name__}: {error}"
        while self.batch is not None:  # it did not come so far as to ask for them
            self._refuse(why)

    def served(self, config: pytest.Config, *given: Any) -> ServedTests:
        """Return what stands where tests are explored in other runs."""
        return ServedTests(self, config, *given, None)

    def pytest_configure(self, config: pytest.Config) -> None:
        """Be where those look who turn exploring on."""
        config.stash[HELPER] = self

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Go to the test that a batch is of, in the place of running all of them."""
        self._items = {item.nodeid: item for item in session.items}
        while self.batch is not None:
            item, batch = self.next_item(), self.batch
            if item is not None:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            if self.batch is batch:
                self._refuse(f"it finds no {self.test.test}")
        return True

    def next_item(self) -> pytest.Item | None:
        """Return the test that is asked for; None if it isn't there, or there is nothing more to do."""
        return None if self.batch is None else self._items.get(self.test.test)

    def serve(self, item: pytest.Item, runs: SilentRuns) -> None:
        """Do batch after batch, until one is of another test."""
        runs.judges = self.test.judges
        trouble = _trouble_with(runs)
        while self.batch is not None and self.test.test == item.nodeid:
            if trouble:
                self._refuse(f"{item.nodeid} passes here, and there it {trouble}")
                continue
            runs.examples.number = self.test.example
            self._desk.answer(partial(done, self.batch, runs))
            self.take()
        runs.examples.number = None
        runs.leave(self.next_item())

    def _refuse(self, why: str) -> None:
        folder = self.test.suite.folder
        message = (
            f"a worker can't do the runs of a test: {why}. It needs the same files in {folder}, and all that "
            "the tests use; or explore without workers."
        )
        self._desk.answer(partial(_raise, WorkersError(message)))
        self.take()


class ServedTests(ExploredTests):
    """Gives the runs of a test to a helper, and reports none of them."""

    def __init__(self, helper: Helper, *given: Any) -> None:
        """Take for whom."""
        super().__init__(*given)
        self._helper = helper

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool:  # type: ignore[override] # it is the end here
        """Do the runs of a test, with all around them that pytest's plugins put around a test."""
        with self._runs_of(item, self._helper.test) as runs:
            self._helper.serve(item, runs)
        return True

    @contextmanager
    def _runs_of(self, item: pytest.Item, test: FarTest) -> Iterator[SilentRuns]:
        with in_virtual_time(item), self._running(test.seed), own_loop(item), silence(item.config):
            yield SilentRuns(item, self._begin, self._examples, seed=test.seed, gently=test.gently)


def _trouble_with(runs: SilentRuns) -> str:
    """Say how the run ends that passes where the test is explored, if it doesn't pass here."""
    outcome = runs.run(FirstChooser(), TIMING)
    if runs.skipped:
        return "is skipped"
    return "" if outcome.error is None else f"fails: {headline(outcome.error)}"


def _raise(error: Exception) -> bytes:
    raise error
