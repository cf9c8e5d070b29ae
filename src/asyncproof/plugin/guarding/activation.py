"""Turns the guards on for a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.guard import Session
from asyncproof.plugin.guarding.watching import GuardedTests

if TYPE_CHECKING:
    import pytest

NAME = "asyncproof-guards"


def guard_run(config: pytest.Config) -> None:
    """Watch the tests of a run, unless all guards are off."""
    if not config.pluginmanager.hasplugin(NAME):
        config.pluginmanager.register(GuardedTests(Session()), NAME)
