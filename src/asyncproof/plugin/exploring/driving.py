"""Explores tests before pytest runs and reports them: that last run is the one that fails, if any does."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import pytest

from asyncproof.exploring.crew.errors import WorkersError
from asyncproof.loop.randomness import seeded
from asyncproof.plugin.asking import EXPLORE
from asyncproof.plugin.exploring.choosing import is_async, obstacle
from asyncproof.plugin.exploring.examples import Examples
from asyncproof.plugin.exploring.exploration import Exploration, Found
from asyncproof.plugin.exploring.last_run import LastRun
from asyncproof.plugin.exploring.memory import Memory
from asyncproof.plugin.exploring.own_loop import own_loop, shares_loop
from asyncproof.plugin.exploring.plan import Plan, gentle, plan_of
from asyncproof.plugin.exploring.silent_runs import SilentRuns
from asyncproof.plugin.exploring.telling import other_failures
from asyncproof.plugin.exploring.time_limits import TimeLimits
from asyncproof.plugin.guarding.tearing import tear_down_the_rest
from asyncproof.plugin.loops import ANYIO_RUNNER
from asyncproof.plugin.wish import in_virtual_time, wish_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from asyncproof.loop.randomness import Randomness
    from asyncproof.plugin.exploring.run import ExploredRun
    from asyncproof.plugin.exploring.workforce import Workforce
    from asyncproof.plugin.place import Place

_RUNNERS = frozenset({"_function_scoped_runner", ANYIO_RUNNER})
"""The fixtures that end a test's loop: pytest-asyncio's, and what keeps anyio's runner."""
NOT_EXPLORED = "{} asks to be explored, but it {}: it runs once."


class ExploredTests:
    """Gives each run of a test its loop, and tells what was found with the last one."""

    NAME = "asyncproof-exploring"

    def __init__(
        self,
        config: pytest.Config,
        place: Place,
        plan: Plan | None,
        replayed: str | None,
        workforce: Workforce | None = None,
    ) -> None:
        """Take where loops are built, what holds for all tests, the run to be done again, and who helps."""
        self._workforce = workforce
        self._place = place
        self._plan = plan
        self._replayed = replayed
        self._memory = Memory(config)
        self._run: ExploredRun | None = None
        self._draws: Randomness
        self._seed = 0
        self._last: LastRun | None = None
        self._warning = ""
        self._examples = Examples()
        self._limits = TimeLimits(config)
        self.interrupted: list[str] = []
        """What was found in the test in which the user has stopped the run."""

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Explore a test, and then let it be run and reported as ever."""
        try:
            plan = self._plan_for(item)
            asked = item.get_closest_marker(EXPLORE) is not None or wish_of(item).virtual
            found = None if plan is None else Found(plan, asked, obstacle=obstacle(item) or "")
        except pytest.fail.Exception:
            return (yield)  # what is wrong is said when it is set up
        if plan is None or found is None:
            return (yield)
        if found.obstacle:
            return (yield from self._as_ever(item, found))
        with in_virtual_time(item), self._running(plan.seed):
            with own_loop(item):
                if self._replayed is not None:
                    found.schedules = [self._replayed]
                else:
                    self._explore(item, found)
            if found.schedules or (found.explored and not shares_loop(item)):
                self._last = LastRun(item, found, self._examples, is_replay=self._replayed is not None)
                with own_loop(item):
                    return (yield from self._reported())
        return (yield from self._as_ever(item, found))

    def _reported(self) -> Generator[None, object, object]:
        """Let the last run be done."""
        try:
            return (yield)
        finally:
            self._last, self._examples.number = None, None

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        """Let hypothesis run the example that the run is of."""
        with self._examples.chosen(pyfuncitem, self._seed):
            return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Begin the last run, which some plugins do more than once; fail a test whose mark says nonsense."""
        plan_of(item, self._plan)
        if self._warning:  # here, where it fails the test if warnings are errors, and not the whole run
            text, self._warning = self._warning, ""
            item.warn(pytest.PytestWarning(text))
        if self._last is not None and (run := self._last.begin()) is not None:
            self._begin(item, run)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        """Look at each loop before it is closed; and begin to draw lots when what is shared is there."""
        try:
            value = yield
        except asyncio.CancelledError as error:
            if self._run is not None and fixturedef.cached_result is None:
                _keep_failure(error, fixturedef, request)
            raise
        if self._run is not None and fixturedef.argname in _RUNNERS:
            request.addfinalizer(partial(self._settle, self._run))
        elif self._run is not None and fixturedef.scope != "function":
            self._draws.restart(self._seed)
        return value

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_call(self) -> Generator[None, object, object]:
        """Fail the last run for an error that nobody has heard of, where it is why it is run again."""
        __tracebackhide__ = True
        try:
            result = yield
        except BaseException as error:
            if self._last is not None:
                self._last.complain_of(error)
            raise
        if self._last is not None:
            self._last.complain()
        return result

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> Generator[None, object, object]:
        """Tear the last run down to its end: a cancellation that leaves a fixture keeps pytest from that."""
        try:
            return (yield)
        except asyncio.CancelledError as error:
            if self._last is not None:
                tear_down_the_rest(error, item, nextitem)
            raise

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Add the story to the failure that a schedule leads to."""
        report = yield
        if self._last is not None:
            self._last.complete(report, call)
        return report

    def _plan_for(self, item: pytest.Item) -> Plan | None:
        if not is_async(item):
            return None
        if self._replayed is not None:
            return plan_of(item, self._plan or Plan()) or gentle(item, Plan())
        return plan_of(item, self._plan)

    def _as_ever(self, item: pytest.Item, found: Found) -> Generator[None, object, object]:
        """Run a test as without us; if it is not explored, say why, aloud where it asks for that itself."""
        if found.obstacle and item.get_closest_marker(EXPLORE) is not None:
            self._warning = NOT_EXPLORED.format(item.nodeid, found.obstacle)
        self._last = LastRun(item, found, self._examples, keeps_loop=True)
        return (yield from self._reported())

    def _explore(self, item: pytest.Item, found: Found) -> None:
        runs = SilentRuns(
            item, self._begin, self._examples, seed=found.plan.seed, gently=bool(found.plan.gently)
        )
        try:
            Exploration(item, runs, found, self._workforce).explore(self._memory.of(item.nodeid))
        except (KeyboardInterrupt, WorkersError) as error:
            self.interrupted = other_failures(item, found.failures)
            self._memory.keep(item.nodeid, found.schedules or self._memory.of(item.nodeid))
            if isinstance(error, WorkersError):
                pytest.exit(error.message, pytest.ExitCode.USAGE_ERROR)
            raise
        if not found.obstacle:
            self._memory.keep(item.nodeid, found.schedules)

    def _begin(self, item: pytest.Item, run: ExploredRun) -> None:
        """Let the loops of the next run be its own, and its lots those of every run."""
        self._run = run
        self._place.build = run.build
        self._draws.restart(self._seed)
        self._limits.begin_again(item)

    @contextmanager
    def _running(self, seed: int) -> Iterator[None]:
        usual = self._place.build
        self._seed = seed
        try:
            with seeded(seed) as self._draws:
                yield
        finally:
            self._place.build, self._run = usual, None

    def _settle(self, run: ExploredRun) -> None:
        run.settle()
        if self._last is not None:
            self._last.complain()


def _keep_failure(
    error: BaseException, fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
) -> None:
    """Have a fixture ended whose set-up was cancelled, as pytest has it after an `Exception` only.

    It would refuse to set that fixture up again, in this test and in all that follow.
    """
    key = fixturedef.cache_key(request)  # type: ignore[arg-type] # it is a `SubRequest`, which is private
    fixturedef.cached_result = (None, key, (error, error.__traceback__))
