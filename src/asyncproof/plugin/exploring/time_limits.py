"""A time limit of pytest-timeout is meant for one run of a test, and so it is for each of an exploration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

_SET = "pytest_timeout_set_timer"


class TimeLimits:
    """Listens to pytest-timeout's hooks, and has its clock set again before each run."""

    NAME = "asyncproof-time-limits"

    def __init__(self, config: pytest.Config) -> None:
        """Begin without a limit; where there is no pytest-timeout it stays so."""
        self._hooks: Any = config.hook
        self._settings: object = None
        if hasattr(self._hooks, _SET):
            config.pluginmanager.register(self, self.NAME)

    @pytest.hookimpl(wrapper=True, optionalhook=True)
    def pytest_timeout_set_timer(self, settings: object) -> Generator[None, object, object]:
        """Remember what the limit is."""
        self._settings = settings
        return (yield)

    @pytest.hookimpl(wrapper=True, optionalhook=True)
    def pytest_timeout_cancel_timer(self) -> Generator[None, object, object]:
        """Forget it."""
        self._settings = None
        return (yield)

    def begin_again(self, item: pytest.Item) -> None:
        """Give the next run all the time that a test may take."""
        settings = self._settings
        if settings is not None:
            self._hooks.pytest_timeout_cancel_timer(item=item)
            self._hooks.pytest_timeout_set_timer(item=item, settings=settings)
