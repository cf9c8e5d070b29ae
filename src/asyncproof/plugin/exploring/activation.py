"""Turns exploring on where something asks for it, and checks a schedule that is to be replayed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.core import AsyncproofError
from asyncproof.exploring.allowance import is_allowance
from asyncproof.exploring.explorer import read_word
from asyncproof.exploring.targets import Targets
from asyncproof.plugin.activation import NAME as PLACE
from asyncproof.plugin.activation import activate
from asyncproof.plugin.exploring.choosing import is_async
from asyncproof.plugin.exploring.driving import ExploredTests
from asyncproof.plugin.exploring.examples import split_word
from asyncproof.plugin.exploring.plan import plan_of_run
from asyncproof.plugin.exploring.sending import HELPER
from asyncproof.plugin.isolating.activation import add_argument
from asyncproof.plugin.options import EXECUTOR, WORKERS, forbids_virtual_time

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

    from asyncproof.plugin.exploring.workforce import Workforce

_OUTCOMES = ("passed", "failed", "skipped", "xfailed", "xpassed")


def read_option(config: pytest.Config) -> None:
    """Read what is asked for, so that a mistake is told at once; a path after `--explore` is none."""
    word: str | None = config.getoption("asyncproof_explore")
    if word and not is_allowance(word) and Path(word.partition("::")[0]).exists():
        config.option.asyncproof_explore = ""
        add_argument(config, word)
    plan_of_run(config)


def explore_tests(session: pytest.Session) -> None:
    """Explore the tests of a run, or those of them that ask for it."""
    config = session.config
    if config.pluginmanager.has_plugin(ExploredTests.NAME):  # somebody collects twice
        return
    if forbids_virtual_time(config):
        message = "Tests are explored in virtual time, and --no-virtual-time is given. Remove one of them."
        raise pytest.UsageError(message)
    replayed: str | None = config.getoption("asyncproof_replay")
    if replayed is not None:
        _check_replay(session, replayed)
    plan = plan_of_run(config)
    activate(config)
    place: Any = config.pluginmanager.get_plugin(PLACE)
    helper = config.stash.get(HELPER, None)
    if helper is not None:
        explored = helper.served(config, place, plan)
    else:
        explored = ExploredTests(config, place, plan, replayed, workforce_of(session))
    config.pluginmanager.register(explored, ExploredTests.NAME)


def workforce_of(session: pytest.Session) -> Workforce | None:
    """Return who does runs for this process, if anybody is asked to; most are not, and load nothing of it."""
    if not any(session.config.getoption(name) is not None for name in (WORKERS, EXECUTOR)):
        return None
    from asyncproof.plugin.exploring.workforce import workforce_for

    return workforce_for(session)


def tell(terminalreporter: TerminalReporter) -> None:
    """Write what was explored, and what was found in a test that the user has stopped."""
    from asyncproof.plugin.exploring.telling import summarize

    stats = terminalreporter.stats
    for line in summarize(report for name in _OUTCOMES for report in stats.get(name, ())):
        terminalreporter.write_line(line)
    explored = terminalreporter.config.pluginmanager.get_plugin(ExploredTests.NAME)
    if explored is not None and explored.interrupted:
        terminalreporter.section("asyncproof explore, interrupted")
        for line in explored.interrupted:
            terminalreporter.write_line(line.removeprefix("also, "))


def _check_replay(session: pytest.Session, word: str) -> None:
    """Say what is wrong with a schedule, or with the tests that are to follow it, before any of them runs."""
    try:
        read_word(split_word(word)[1], Targets("all"))
    except AsyncproofError as error:
        message = f"--replay: {error.message}"
        raise pytest.UsageError(message) from None
    tests = [item for item in session.items if is_async(item)]
    if len(tests) != 1:
        raise pytest.UsageError(
            f"--replay does one run of one async test again, and there are {len(tests)} here. "
            "Name the test, as the line does that was printed."
        )
