"""Turns the guards on for a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.guard import Owner, Session
from asyncproof.plugin.guarding.baseline import baseline_of
from asyncproof.plugin.guarding.expecting import Expecting
from asyncproof.plugin.guarding.limits import thresholds_of
from asyncproof.plugin.guarding.marks import CheckedMarks
from asyncproof.plugin.guarding.needed import needed_guards
from asyncproof.plugin.guarding.settings import guard_settings
from asyncproof.plugin.guarding.watching import NAME, GuardedTests

if TYPE_CHECKING:
    import pytest


def read_settings(config: pytest.Config) -> None:
    """Read what is said of the guards, so that a mistake is told before any test runs."""
    guard_settings(config)
    baseline_of(config)
    thresholds_of(config)


def guard_run(session: pytest.Session) -> bool:
    """Watch the tests of a run, unless there are none or all guards are off; say whether they are watched."""
    config = session.config
    if config.pluginmanager.hasplugin(NAME):
        return True
    if not session.items or config.option.collectonly or config.pluginmanager.is_blocked(NAME):
        return False
    settings = guard_settings(config)
    guards = needed_guards(settings, session.items)
    if not guards:
        return False
    watch = Session(guards)
    watch.thresholds = thresholds_of(config)
    watch.outside = Owner(watch.outside.name, settings.rules_for(config.rootpath), ended=True)
    baseline = baseline_of(config)
    if baseline is not None:
        watch.lets_pass = baseline.lets_pass
    config.pluginmanager.register(CheckedMarks())
    config.pluginmanager.register(Expecting(watch, with_passes=config.getini("enable_assertion_pass_hook")))
    config.pluginmanager.register(GuardedTests(watch, baseline), NAME)
    return True
