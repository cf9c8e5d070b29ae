"""The pytest plugin: hooks only; the parts are loaded when something asks for them."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

import pytest

from asyncproof._version import __version__
from asyncproof.plugin.exploring import EXPLORED
from asyncproof.plugin.fixtures import asgi, clock, net
from asyncproof.plugin.importing import import_as_we_are
from asyncproof.plugin.options import (
    MARKERS,
    add_options,
    forbids_guards,
    forbids_virtual_time,
    speaks_of_guards,
    wants_exploring,
    wants_virtual_time,
)

if TYPE_CHECKING:
    from collections.abc import Generator

    from asyncproof.plugin.factories import SuiteFactories

__all__ = ["asgi", "clock", "net"]

EXPLORING = "asyncproof.plugin.exploring.activation"
FACTORIES_HOOK = "pytest_asyncio_loop_factories"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    import_as_we_are()
    add_options(parser)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(args: list[str]) -> None:
    """Take `--replay` for ours where a schedule follows."""
    if any(word.startswith("--replay") for word in args):
        from asyncproof.plugin.replaying import claim

        claim(args)


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marks."""
    for line in MARKERS:
        config.addinivalue_line("markers", line)
    if forbids_virtual_time(config) and config.getoption("virtual_time"):
        raise pytest.UsageError("--virtual-time and --no-virtual-time are both given. Remove one of them.")
    config.pluginmanager.register(FactoryFinder(config), "asyncproof-factory-finder")
    if speaks_of_guards(config) and not forbids_guards(config):
        from asyncproof.plugin.guarding.activation import read_settings

        read_settings(config)
    if wants_exploring(config):
        from asyncproof.plugin.exploring.activation import read_option

        read_option(config)
    if config.getoption("asyncproof_isolate") is not None:
        from asyncproof.plugin.isolating.activation import isolate_failures

        isolate_failures(config)
    if config.getoption("asyncproof_check"):
        from asyncproof.plugin.checking.run import NAME, CheckedRun

        config.pluginmanager.register(CheckedRun(config), NAME)
    if config.getoption("asyncproof_report"):
        from asyncproof.plugin.drawing.activation import draw_run

        draw_run(config)
    if config.getoption("reruns", None):
        from asyncproof.plugin.flaking import FlakyTests

        config.pluginmanager.register(FlakyTests())


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say that virtual time is on, or forbidden, for the whole run; say nothing else."""
    if forbids_virtual_time(config):
        return f"asyncproof {__version__}: virtual time off for all tests"
    if wants_virtual_time(config):
        return f"asyncproof {__version__}: virtual time on for all tests"
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what the guards warn of, what was explored, how much virtual time has passed, what was drawn."""
    config = terminalreporter.config
    stats = terminalreporter.stats
    draws, tells_time = bool(config.getoption("asyncproof_report")), wants_virtual_time(config)
    if draws:
        from asyncproof.plugin.drawing.activation import begin_to_tell

        _tell_of_guards(terminalreporter)
        tells_time = not begin_to_tell(terminalreporter) and tells_time
    if wants_exploring(config) or EXPLORING in sys.modules or _has_explored(stats):
        from asyncproof.plugin.exploring.activation import tell as tell_explored

        tell_explored(terminalreporter)
    if tells_time and not forbids_virtual_time(config):
        from asyncproof.plugin.summary import summarize

        line = summarize(report for category in ("passed", "failed") for report in stats.get(category, ()))
        if line is not None:
            terminalreporter.write_line(line)
    if draws:
        from asyncproof.plugin.drawing.activation import tell as tell_of_report

        tell_of_report(terminalreporter)
    else:
        _tell_of_guards(terminalreporter)


def _tell_of_guards(reporter: pytest.TerminalReporter) -> None:
    if not forbids_guards(reporter.config):
        from asyncproof.plugin.guarding.summary import tell

        tell(reporter)


def _has_explored(stats: dict[str, list[object]]) -> bool:
    """Tell whether workers of pytest-xdist have explored tests that ask for it by their marks."""
    return any(hasattr(report, EXPLORED) for reports in stats.values() for report in reports)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, None, None]:
    """Write what is asked for, the baseline of the guards and the report, before the run's last lines."""
    yield
    config = session.config
    if speaks_of_guards(config) and not forbids_guards(config) and not hasattr(config, "workerinput"):
        from asyncproof.plugin.guarding.baseline import baseline_of

        baseline = baseline_of(config)
        if baseline is not None and not baseline.finish():
            session.exitstatus = pytest.ExitCode.USAGE_ERROR
    if config.getoption("asyncproof_report"):
        from asyncproof.plugin.drawing.activation import finish

        finish(session)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Take over what a worker of pytest-xdist has to tell about the run as a whole."""
    from asyncproof.plugin.guarding.news import take_over

    take_over(node)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Load the plugin's parts: the guards, and virtual time if anything in this run asks for it."""
    is_collecting = gc.isenabled()
    gc.disable()  # to import makes no garbage, but enough objects for all that there is to be looked through
    try:
        _load(session)
    finally:
        if is_collecting:
            gc.enable()


def _load(session: pytest.Session) -> None:
    if "asyncproof.plugin.concurrent.fixture" in sys.modules:
        from asyncproof.plugin.concurrent.together import SetUpTogether

        if not session.config.pluginmanager.has_plugin(SetUpTogether.NAME):  # somebody may collect twice
            session.config.pluginmanager.register(SetUpTogether(), SetUpTogether.NAME)
    is_watched = False
    if not forbids_guards(session.config):
        from asyncproof.plugin.guarding.activation import guard_run

        is_watched = guard_run(session)
    if not is_watched:  # or else the guards see to it when something fails
        from asyncproof.plugin.explaining import explain_failures

        explain_failures(session.config)
    from asyncproof.plugin.late_doubles import await_doubles

    await_doubles(session.config)
    from asyncproof.plugin.asking import asks_for_itself, asks_to_be_explored

    if wants_exploring(session.config) or any(map(asks_to_be_explored, session.items)):
        from asyncproof.plugin.exploring.activation import explore_tests

        explore_tests(session)
    if forbids_virtual_time(session.config):
        return
    if not wants_virtual_time(session.config) and not any(map(asks_for_itself, session.items)):
        return
    from asyncproof.plugin.activation import activate

    activate(session.config)


class FactoryFinder:
    """Notices a suite that implements pytest-asyncio's hook for loop factories, to wrap what it returns."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._wrapper: SuiteFactories | None = None

    def pytest_plugin_registered(self, manager: pytest.PytestPluginManager) -> None:
        """Look after each plugin and conftest.py, including those that were there before."""
        hook = getattr(self._config.hook, FACTORIES_HOOK, None)
        if self._wrapper is not None or hook is None or not hook.get_hookimpls():
            return
        from asyncproof.plugin.factories import SuiteFactories

        self._wrapper = SuiteFactories()
        manager.register(self._wrapper, SuiteFactories.NAME)
