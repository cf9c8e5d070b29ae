"""Waits for fixtures that are on their way as soon as somebody needs them, and puts their values in place."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.plugin.concurrent.pending import Pending

if TYPE_CHECKING:
    from collections.abc import Generator

if sys.version_info < (3, 11):
    from exceptiongroup import BaseExceptionGroup  # type: ignore[import-not-found] # pytest brings it


class SetUpTogether:
    """Hooks into the set-up of fixtures, in a run in which some may be concurrent."""

    NAME = "asyncproof-concurrent"

    def __init__(self) -> None:
        self._pending: list[tuple[pytest.FixtureDef[Any], Pending]] = []
        self._item: pytest.Item | None = None
        self._depth = 0

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Wait for all that is on its way before the test begins."""
        __tracebackhide__ = True
        self._item = item
        try:
            try:
                value = yield
            except Exception as error:
                errors = self._settle()
                if errors:
                    _raise([error, *errors])
                raise
            _raise(self._settle())
            return value
        finally:
            self._pending.clear()  # what has been left is cancelled when it is torn down
            self._item = None

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
        """Wait for what a fixture needs; and for itself, if it was asked for by code that is running."""
        __tracebackhide__ = True
        if any(one.argname in fixturedef.argnames for one, _ in self._pending):
            _raise(self._settle())
        self._depth += 1
        try:
            value = yield
        finally:
            self._depth -= 1
        if not isinstance(value, Pending):
            return value
        self._pending.append((fixturedef, value))
        if self._depth or self._item is None:
            _raise(self._settle())
            return value.task.result()
        return value

    def _settle(self) -> list[BaseException]:
        """Let all that is on its way arrive, and return what went wrong."""
        arrived, self._pending = self._pending, []
        loops = {pending.loop: None for _, pending in arrived}
        for loop in loops:
            loop.run_until_complete(_wait_for([one for _, one in arrived if one.loop is loop]))
        return [error for fixturedef, pending in arrived if (error := self._arrives(fixturedef, pending))]

    def _arrives(self, fixturedef: pytest.FixtureDef[Any], pending: Pending) -> BaseException | None:
        """Put the value of a fixture where its placeholder was; return its error if it has failed."""
        key = None if fixturedef.cached_result is None else fixturedef.cached_result[1]
        error = _error_of(pending.task)
        if error is not None:
            fixturedef.cached_result = (None, key, (error, error.__traceback__))
            return error
        value = pending.task.result()
        fixturedef.cached_result = (value, key, None)
        named: dict[str, Any] = getattr(self._item, "funcargs", {})
        if named.get(fixturedef.argname) is pending:
            named[fixturedef.argname] = value
        return None


async def _wait_for(all_of: list[Pending]) -> None:
    await asyncio.wait([pending.task for pending in all_of])


def _error_of(task: asyncio.Task[Any]) -> BaseException | None:
    return asyncio.CancelledError("its set-up was cancelled") if task.cancelled() else task.exception()


def _raise(errors: list[BaseException]) -> None:
    """Raise one error as it is, and several together."""
    __tracebackhide__ = True
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise BaseExceptionGroup(f"{len(errors)} fixtures that were set up at the same time failed", errors)
