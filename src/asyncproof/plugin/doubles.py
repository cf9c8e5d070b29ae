"""Lets a test fail for what its doubles tell: what they were asked in vain, and what they were told in vain.

It is loaded when doubles are first used. Where that happens in the middle of a test, the hooks of pytest that
are running do not know of it yet, so that test is judged by its report.
"""

from __future__ import annotations

import inspect
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.doubles.complaints import complaints_of, describe
from asyncproof.doubles.rooms import Room, leave_room, open_room
from asyncproof.plugin.guarding.functions import functions_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from asyncproof.doubles.complaints import Complaint

NAME = "asyncproof-doubles"
TITLE = "asyncproof fakes"
_HARMLESS = ("_pytest.", "pytest_asyncio.", "asyncproof.", "anyio.")
_AROUND_TESTS = ("_pytest.python", "_pytest.unittest")
"""Where pytest makes fixtures of `teardown_method` and its like."""


class FakeFailure(pytest.fail.Exception):  # type: ignore[name-defined,misc] # a name that pytest makes while it runs
    """A test ran into no error of its own, and yet its doubles have something to tell."""

    __module__ = "builtins"  # so that pytest's summary names it without a path


def judge_doubles(config: pytest.Config, *, is_late: bool = False) -> None:
    """Judge doubles from now on; *is_late* is whether a test is running already."""
    if not config.pluginmanager.hasplugin(NAME):
        judged = JudgedTests()
        config.pluginmanager.register(judged, NAME)
        if is_late:
            judged.begin_late()


class JudgedTests:
    """Gives each test a room for its doubles, and fails it for what is found there."""

    def __init__(self) -> None:
        self._room: Room | None = None
        self._item: pytest.Item | None = None
        self._shared: Room | None = None
        self._is_late = False
        self._is_over = False
        """Whether the test has failed or was skipped, or was judged already."""

    def begin_late(self) -> None:
        """Begin in the middle of a test."""
        phase = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[2]
        room = Room()
        room.is_lenient = phase != "(call)"
        open_room(room)
        if not room.is_lenient or _owner_is_a_test():
            self._room, self._is_late = room, not room.is_lenient
        else:  # it may be that of a wider fixture, which lives as long as nobody knows
            self._shared = room

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, object, object]:
        """Open a room; what fixtures tell need not be used by every test."""
        self._begin(item)
        try:
            return (yield)
        except BaseException:
            self._is_over = True
            raise

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        """Give a wider fixture a room of its own: what it tells holds for more tests than this one."""
        if fixturedef.scope == "function":
            return (yield)
        room = Room()
        room.is_lenient = True
        request.addfinalizer(
            partial(_judge_fixture, room)
        )  # before it has any of its own: so it is called last
        open_room(room)
        try:
            return (yield)
        finally:
            leave_room(room)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Judge what no fixture can mend any more."""
        room = self._room_of(item)
        room.is_lenient = False
        try:
            result = yield
        except BaseException:
            self._is_over = True
            raise
        if getattr(item, "_excinfo", None):  # where pytest keeps what unittest has caught
            self._is_over = True
        elif not _is_torn_down(item):
            self._fail_for(item, room)
        return result

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, object, object]:
        """Judge the rest, when the fixtures of the test have been torn down."""
        room = self._room_of(item)
        try:
            result = yield
            if not self._is_over:
                self._fail_for(item, room)
            return result
        finally:
            leave_room(room)
            room.close()
            self._room = self._item = None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Add to a failure what doubles tell."""
        report = yield
        if call.when != "call" or self._room is None:
            return report
        room = self._room_of(item)
        excinfo = call.excinfo
        if report.failed and (excinfo is None or not isinstance(excinfo.value, FakeFailure)):
            text = describe(each for each in _complaints(item, room) if each.is_certain)
            room.close_coroutines()
            if text:
                report.sections.append((TITLE, text))
        elif report.passed and self._is_late and not _is_torn_down(item):
            text = describe(_complaints(item, room))
            room.close_coroutines()
            if text:
                report.outcome, report.longrepr, self._is_over = "failed", text, True
        self._is_late = False
        return report

    def pytest_sessionfinish(self) -> None:
        """Judge no longer."""
        for room in (self._shared, self._room):
            if room is not None:
                leave_room(room)

    def _begin(self, item: pytest.Item) -> Room:
        if self._room is not None:
            leave_room(self._room)
        self._room, self._item, self._is_over = Room(), item, False
        self._room.is_lenient = True
        open_room(self._room)
        return self._room

    def _room_of(self, item: pytest.Item) -> Room:
        """Return the room of a test, which was opened before the test was known if it began late."""
        if self._room is not None and self._item is None:
            self._item = item
        return self._room if self._room is not None and self._item is item else self._begin(item)

    def _fail_for(self, item: pytest.Item, room: Room) -> None:
        text = describe(_complaints(item, room))
        room.close_coroutines()
        if text:
            self._is_over = True
            raise FakeFailure(text, pytrace=False) from None


def _complaints(item: pytest.Item, room: Room) -> list[Complaint]:
    if room.refusals:
        from asyncproof.guard.reading.body import body_of

        room.homes.update(code for code in map(body_of, functions_of(item)) if code is not None)
    return complaints_of(room)


def _judge_fixture(room: Room) -> None:
    """Fail the last test that has used a fixture for what the fixture has told in vain."""
    text = describe(complaints_of(room))
    room.close_coroutines()
    room.close()
    if text:
        raise FakeFailure(text, pytrace=False)


def _owner_is_a_test() -> bool:
    active = _sessions()
    owner = active[-1].owner_now() if active else None
    return owner is not None and not owner.is_wide


def _sessions() -> list[Any]:
    """Return the runs that guards watch, without loading the guards."""
    module = sys.modules.get("asyncproof.guard.session")
    return [] if module is None else list(module.Session.active)


def _is_torn_down(item: pytest.Item) -> bool:
    """Say whether fixtures of a test still do something when it has ended, which may use its doubles."""
    info = getattr(item, "_fixtureinfo", None)  # there is no public way to a test's fixtures
    for definitions in () if info is None else info.name2fixturedefs.values():
        definition = definitions[-1]
        function = inspect.unwrap(definition.func)
        module = getattr(function, "__module__", None) or ""
        if definition.scope != "function" or (module.startswith(_HARMLESS) and module not in _AROUND_TESTS):
            continue
        if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
            return True
        if "addfinalizer" in getattr(getattr(function, "__code__", None), "co_names", ()):
            return True
    return False
