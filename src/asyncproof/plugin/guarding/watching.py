"""Tells the guards where the run is, and lets a test fail for what they have found."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.guard import Owner, Session
from asyncproof.guard.stalling.leaving import leave_stuck_threads
from asyncproof.guard.stalling.leftovers import Leftovers
from asyncproof.plugin.explaining import explain_failures
from asyncproof.plugin.guarding.generators import stand_for_itself
from asyncproof.plugin.guarding.news import News
from asyncproof.plugin.guarding.owners import Test, WideFixture
from asyncproof.plugin.guarding.reporting import GuardReports, fail_for
from asyncproof.plugin.guarding.tearing import tear_down_the_rest

if TYPE_CHECKING:
    from collections.abc import Generator

    from asyncproof.plugin.guarding.baseline import Baseline

NAME = "asyncproof-guards"
LEFT = "asyncproof: thread `{}` waits for what nobody is left to do; the process ends without it"


class GuardedTests:
    """Drives a guard session through the hooks of pytest.

    These hooks run for every test, so each does as little as it can; a wrapper more costs as much as a guard.
    """

    def __init__(self, session: Session, baseline: Baseline | None = None) -> None:
        self._session = session
        self._baseline = baseline
        self._fixtures: dict[Any, Owner] = {}
        self._narrow: set[Any] = set()
        """Fixtures of function scope: to ask pytest for the scope takes longer."""
        self._news: News | None = None
        self._reports = False
        self._item: pytest.Item | None = None
        self._test: Test | None = None

    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Begin to watch; pytest unconfigures us in any case."""
        self._news = News(session.config, self._session, self._baseline)
        self._session.start()

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Watch no longer, after the tear-down of the last fixtures, and tell what came last."""
        if self._session not in Session.active or self._news is None:
            return
        self._session.stop()
        self._news.tell()
        self._news.send()
        if session.testsfailed and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(trylast=True)
    def pytest_unconfigure(self, config: pytest.Config) -> None:
        """Put everything back, and see that the process can end."""
        if self._session in Session.active:
            self._session.stop()
        if not Session.active:
            for name in leave_stuck_threads(Leftovers(self._session)):
                config.get_terminal_writer().line(LEFT.format(name))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, object, object]:
        """From here on what is made belongs to this test."""
        self._item, self._test = item, Test(item)
        test = self._test
        self._session.test_begins(test)
        if test.findings:
            stand_for_itself(item)
        try:
            return (yield)
        except BaseException:
            self._failed(item, test)
            raise
        finally:
            self._look_out(item)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        """What a wider fixture makes belongs to it, and is judged when it ends."""
        if fixturedef in self._narrow:
            return (yield)
        if fixturedef.scope == "function":
            self._narrow.add(fixturedef)
            return (yield)
        owner = self._fixtures[fixturedef] = WideFixture(fixturedef, request)
        token = self._session.fixture_begins(owner)
        try:
            return (yield)
        finally:
            self._session.fixture_made(owner, token)
            # What was added last is called first: before the fixture's own tear-down.
            request.addfinalizer(partial(self._session.fixture_ending, owner))

    def pytest_fixture_post_finalizer(self, fixturedef: pytest.FixtureDef[object]) -> None:
        """Judge a wider fixture; what is found is told with the test that was the last to use it."""
        owner = self._fixtures.pop(fixturedef, None)
        if owner is None:
            return
        self._session.fixture_ends(owner)
        self._judged(owner)
        running = self._session.running
        if running is not None:
            running.findings += owner.findings
        else:
            self._session.late += [(owner, finding) for finding in owner.findings]

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Let the test fail for what was found until it returned."""
        __tracebackhide__ = True
        test = self._test_of(item)
        if test is None:  # another plugin calls it without its set-up
            return (yield)
        self._session.call_begins(test)
        failure: BaseException | None = None
        try:
            result = yield
        except BaseException as error:
            failure = error
            self._failed(item, test)
            raise
        finally:
            self._session.call_ended(test, failure)
            del failure
            self._look_out(item)
        if test.broken and getattr(item, "_excinfo", None):
            # Where pytest keeps what unittest has caught: it has no public place for it.
            item._excinfo = None  # type: ignore[attr-defined] # noqa: SLF001 - as said above
        if test.findings:
            fail_for(test)
        return result

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> Generator[None, object, object]:
        """Judge what the test has left behind."""
        test = self._test_of(item)
        try:
            result = yield
        except BaseException as error:
            self._take_part_in_reports(item.config)
            if test is not None and test.broken:
                tear_down_the_rest(error, item, nextitem)
                fail_for(test)
            raise
        finally:
            if test is not None and not test.ended:
                self._session.test_ends(test)
                self._judged(test)
            self._look_out(item)
        if test is not None and test.findings and not test.is_red:
            fail_for(test)
        return result

    def _failed(self, item: pytest.Item, test: Test) -> None:
        test.failed = True
        self._take_part_in_reports(item.config)
        if test.broken:  # the reason why a guard has ended a wait, in the place of what its end has raised
            fail_for(test)

    def _look_out(self, item: pytest.Item) -> None:
        """Take part in reports from now on if there is something to tell."""
        if self._session.has_findings or getattr(item, "_excinfo", None):  # unittest catches errors itself
            self._take_part_in_reports(item.config)

    def _take_part_in_reports(self, config: pytest.Config) -> None:
        if self._reports or self._news is None:
            return
        self._reports = True
        reports = GuardReports(self._session, self._news, self._test_of)
        config.pluginmanager.register(reports, f"{NAME}-reports")
        explain_failures(config)

    def _test_of(self, item: pytest.Item) -> Test | None:
        return self._test if self._item is item else None

    def _judged(self, owner: Owner) -> None:
        if self._baseline is not None:
            self._baseline.judged.add(owner.name)
