"""Turns the guards on for a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.guard import Session
from asyncproof.plugin.guarding.baseline import baseline_of
from asyncproof.plugin.guarding.expecting import Expecting
from asyncproof.plugin.guarding.limits import thresholds_of
from asyncproof.plugin.guarding.marks import CheckedMarks
from asyncproof.plugin.guarding.needed import needed_guards
from asyncproof.plugin.guarding.settings import guard_settings
from asyncproof.plugin.guarding.watching import GuardedTests

if TYPE_CHECKING:
    import pytest

NAME = "asyncproof-guards"


def read_settings(config: pytest.Config) -> None:
    """Read what is said of the guards, so that a mistake is told before any test runs."""
    guard_settings(config)
    baseline_of(config)
    thresholds_of(config)


def guard_run(session: pytest.Session) -> None:
    """Watch the tests of a run, unless there are none or all guards are off."""
    config = session.config
    if not session.items or config.option.collectonly or config.pluginmanager.hasplugin(NAME):
        return
    settings = guard_settings(config)
    guards = needed_guards(settings, session.items)
    if not guards:
        return
    watch = Session(guards)
    watch.thresholds = thresholds_of(config)
    watch.outside.rules = settings.rules_for(config.rootpath)
    baseline = baseline_of(config)
    if baseline is not None:
        watch.lets_pass = baseline.lets_pass
    config.pluginmanager.register(CheckedMarks())
    config.pluginmanager.register(Expecting(watch, with_passes=config.getini("enable_assertion_pass_hook")))
    config.pluginmanager.register(GuardedTests(watch, baseline), NAME)
