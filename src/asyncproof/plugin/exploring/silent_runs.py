"""Runs a test again and again, function-scoped fixtures and all, without a word.

pytest has no public way to run a test more than once. What pytest-rerunfailures does is done here, too, and
pytest's own runner is prepared for it: `_initrequest` of an item, and its `_request`. Besides it the sections
of its report, `_report_sections`, are cut back to what they were, and the object of its class, `_instance`
with the method `_obj`, is made anew. A test is torn down up to its parent: what
its module and the session share stays. All these names are used in this file alone, and a pytest or a test
that doesn't have the two without which nothing can be run again is not explored.
"""

from __future__ import annotations

import asyncio
import gc
import unittest
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.loop import TIMING
from asyncproof.plugin.exploring.run import ExploredRun
from asyncproof.plugin.exploring.silence import SET_ASIDE
from asyncproof.plugin.guarding.tearing import tear_down_the_rest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from asyncproof.core import Chooser, Watcher
    from asyncproof.exploring.outcome import Outcome
    from asyncproof.loop import Policy
    from asyncproof.plugin.exploring.examples import Examples

    Begin = Callable[[pytest.Item, ExploredRun], None]

_COLLECT_EVERY = 50
"""The collector is off while there are many runs; this often it looks at all that they have left."""
_PHASES = ("setup", "call", "teardown")
_REPORT = "pytest_runtest_makereport"
_AT_ONCE = (KeyboardInterrupt, pytest.exit.Exception)
_TIME_IS_UP = (TimeoutError, asyncio.TimeoutError)
_NO_FAILURES = (pytest.skip.Exception, unittest.SkipTest, pytest.xfail.Exception)


def can_run_again(item: pytest.Item) -> bool:
    """Say whether this test, with this pytest, can be run more than once."""
    return callable(getattr(item, "_initrequest", None)) and hasattr(item, "_request")


class SilentRuns:
    """Runs one test, as often as an explorer wants."""

    def __init__(
        self, item: pytest.Item, begin: Begin, examples: Examples, *, seed: int = 0, gently: bool = False
    ) -> None:
        """Take the test, who is to be told that a run begins, and who chooses examples of hypothesis.

        Gently, it is no failure that a time limit of the test itself is over because time was let pass.
        """
        self.examples = examples
        self._gently = gently
        self.runs = 0
        self.most_steps = float("inf")
        """What the limits of the test's loop say is enough."""
        self.judges = True
        """Whether what a run hides is a failure: not where it is hidden in every run."""
        self.last: ExploredRun | None = None
        self.skipped = False
        self._item: Any = item
        self._begin = begin
        self._seed = seed
        self._hooks = _quiet_hooks(item)

    def run(self, chooser: Chooser, policy: Policy, watchers: Sequence[Watcher] = ()) -> Outcome:
        """Run the test once."""
        self.runs += 1
        if not self.runs % _COLLECT_EVERY:
            gc.collect()
        run = self.last = ExploredRun(chooser, policy, watchers)
        self._begin(self._item, run)
        error = self._once()
        self.skipped = isinstance(error, _NO_FAILURES)
        outcome = run.outcome(None if self.skipped else error, seed=self._seed, judges=self.judges)
        is_up = isinstance(error, _TIME_IS_UP) and any(one.picked for one in outcome.schedule)
        if self._gently and is_up:
            outcome.error = None
        return outcome

    def leave(self, nextitem: pytest.Item | None) -> None:
        """Tear down what the runs share with other tests, but for what is the next test's as well.

        Some plugins tear down only what they have set up, so the test is set up once more, and not called.
        """
        self._begin(self._item, ExploredRun(None, TIMING))
        with _fresh(self._item):
            self._phase("setup")
            error = self._phase("teardown", nextitem=nextitem)
        if error is not None:
            tear_down_the_rest(error, self._item, nextitem)

    def _once(self) -> BaseException | None:
        item = self._item
        with _fresh(item):
            error: BaseException | None = None
            try:
                error = self._phase("setup") or self._phase("call")
            finally:
                late = self._phase("teardown", nextitem=item.parent)
            if late is not None:
                tear_down_the_rest(late, item, item.parent)
            return error or late

    def _phase(self, when: Any, **arguments: object) -> BaseException | None:
        hook = self._hooks[when]
        call = pytest.CallInfo.from_call(
            lambda: hook(item=self._item, **arguments), when=when, reraise=_AT_ONCE
        )
        self._hooks[_REPORT](item=self._item, call=call)
        return None if call.excinfo is None else call.excinfo.value


def _quiet_hooks(item: pytest.Item) -> dict[str, Any]:
    """Return the hooks that run a test, without those who watch, and without conftests of other folders."""
    manager = item.config.pluginmanager
    elsewhere = getattr(item.ihook, "remove_mods", ())
    aside = [plugin for name in SET_ASIDE if (plugin := manager.get_plugin(name)) is not None]
    without = [*elsewhere, *aside]
    hooks = {when: manager.subset_hook_caller(f"pytest_runtest_{when}", without) for when in _PHASES}
    return {**hooks, _REPORT: manager.subset_hook_caller(_REPORT, without)}


@contextmanager
def _fresh(item: Any) -> Iterator[None]:
    """Make a test as it was before its first run, and leave it so."""
    sections = getattr(item, "_report_sections", [])
    known = len(sections)
    item._initrequest()  # noqa: SLF001 - see above
    try:
        yield
    finally:
        item._request, item.funcargs = False, None  # noqa: SLF001 - what pytest leaves after each test
        del sections[known:]
        if getattr(item, "_instance", None) is not None:
            del item._instance  # noqa: SLF001 - as above
            item._obj = None  # noqa: SLF001 - as above
