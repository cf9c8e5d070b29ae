"""Tells the guards where the run is, and lets a test fail for what they have found."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import ref

import pytest

from asyncproof.core import Place, Severity
from asyncproof.guard import Owner, Session, describe
from asyncproof.guard.stalling.leaving import leave_stuck_threads
from asyncproof.guard.stalling.leftovers import Leftovers
from asyncproof.plugin.guarding.carrying import carry
from asyncproof.plugin.guarding.functions import (
    functions_of,
    functions_of_fixture,
    place_of,
    spoken_name,
)
from asyncproof.plugin.guarding.generators import stand_for_itself
from asyncproof.plugin.guarding.news import News
from asyncproof.plugin.guarding.rules import rules_before_check, rules_of_fixture
from asyncproof.plugin.guarding.tearing import tear_down_the_rest

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from asyncproof.plugin.guarding.baseline import Baseline

_T = TypeVar("_T")
OWNER = pytest.StashKey[Owner]()
TITLE = "asyncproof guards"
LEFT = "asyncproof: thread `{}` waits for what nobody is left to do; the process ends without it"
_RED = pytest.StashKey[Owner]()
"""The owner that stands for a test whose failure has been reported: what is found later belongs beside it."""


class GuardedTests:
    """Drives a guard session through the hooks of pytest."""

    def __init__(self, session: Session, baseline: Baseline | None = None) -> None:
        self._session = session
        self._baseline = baseline
        self._fixtures: dict[Any, Owner] = {}
        self._news: News | None = None

    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Begin to watch; pytest unconfigures us in any case."""
        self._news = News(session.config, self._session, self._baseline)
        self._session.start()

    def pytest_runtest_logfinish(self) -> None:
        """Tell what was found about an earlier test."""
        if self._session.late and self._news is not None:
            self._news.tell()

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
        file, line, _ = item.location
        owner = Owner(
            item.nodeid,
            rules_before_check(item),
            Place(str(item.config.rootpath / file), None if line is None else line + 1),
            functions=_weakly(functions_of, item, ()),
        )
        item.stash[OWNER] = owner
        self._session.test_begins(owner)
        if owner.findings:
            stand_for_itself(item)
        try:
            return (yield)
        except BaseException:
            owner.failed = True
            _fail_if_broken(owner)
            raise

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        """What a wider fixture makes belongs to it, and is judged when it ends."""
        if fixturedef.scope == "function":
            return (yield)
        functions = functions_of_fixture(fixturedef, request)
        owner = Owner(
            spoken_name(fixturedef),
            rules_of_fixture(fixturedef, request.node),
            place=place_of(next(iter(functions), fixturedef.func)),
            scope=fixturedef.scope,
            functions=lambda: functions,
            value=_weakly(_value_of, fixturedef, None),
        )
        self._fixtures[fixturedef] = owner
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
        owner = item.stash[OWNER]
        self._session.call_begins(owner)
        failure: BaseException | None = None
        try:
            result = yield
        except BaseException as error:
            failure = error
            owner.failed = True
            _fail_if_broken(owner)
            raise
        finally:
            self._session.call_ended(owner, failure)
            del failure
        if owner.broken and getattr(item, "_excinfo", None):
            # Where pytest keeps what unittest has caught: it has no public place for it.
            item._excinfo = None  # type: ignore[attr-defined] # noqa: SLF001
        _fail_for(owner)
        return result

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> Generator[None, object, object]:
        """Judge what the test has left behind."""
        owner = item.stash.get(OWNER, None)
        try:
            result = yield
        except BaseException as error:
            if owner is not None and owner.broken:
                tear_down_the_rest(error, item, nextitem)
                _fail_for(owner)
            raise
        finally:
            if owner is not None and not owner.ended:
                self._session.test_ends(owner)
                self._judged(owner)
        if owner is not None and item.stash.get(_RED, None) is not owner:
            _fail_for(owner)
        return result

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Add to a failure what the guards have found, and take warnings along to the end of the run."""
        report = yield
        owner = item.stash.get(OWNER, None)
        if owner is not None and _is_failure(call):
            item.stash[_RED] = owner
        if owner is None or not owner.findings or (call.when == "setup" and not _is_ours(call)):
            return report
        findings, owner.findings = owner.findings, []
        warned = [finding for finding in findings if finding.severity is not Severity.ERROR]
        failed = [finding for finding in findings if finding.severity is Severity.ERROR]
        if failed and not _is_ours(call):
            # Of a tear-down that passes, pytest shows only what has this word in its title.
            title = f"{TITLE}, at teardown" if call.when == "teardown" else TITLE
            report.sections.append((title, describe(failed)))
        carry(report, warned)
        return report

    def _judged(self, owner: Owner) -> None:
        if self._baseline is not None:
            self._baseline.judged.add(owner.name)


class GuardFailure(pytest.fail.Exception):  # type: ignore[name-defined,misc]
    """A test ran into no error of its own, and yet hid one."""

    __module__ = "builtins"  # so that pytest's summary names it without a path


def _weakly(question: Callable[[Any], _T], thing: object, otherwise: _T) -> Callable[[], _T]:
    """Let something be asked about as long as it lives.

    Every context of a test's tasks and callbacks knows its owner. Whoever keeps one must not keep pytest's
    objects with it, and who counts what can be reached from a loop is to find none of them.
    """
    known = ref(thing)

    def ask() -> _T:
        living = known()
        return otherwise if living is None else question(living)

    return ask


def _value_of(fixture: pytest.FixtureDef[object]) -> object:
    return (fixture.cached_result or (None,))[0]


def _fail_for(owner: Owner) -> None:
    """Fail if something was found that is an error; the findings stay for the report."""
    errors = [finding for finding in owner.findings if finding.severity is Severity.ERROR]
    if errors:
        raise GuardFailure(describe(errors), pytrace=False) from None


def _fail_if_broken(owner: Owner) -> None:
    """Let the reason why a guard has ended a wait stand in the place of what its end has raised."""
    if owner.broken:
        _fail_for(owner)


def _is_failure(call: pytest.CallInfo[None]) -> bool:
    return call.excinfo is not None and not call.excinfo.errisinstance(pytest.skip.Exception)


def _is_ours(call: pytest.CallInfo[None]) -> bool:
    return call.excinfo is not None and isinstance(call.excinfo.value, GuardFailure)
