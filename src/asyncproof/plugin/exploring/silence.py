"""While a test is run many times nobody is told: guards, warnings, output and finalizers are set aside."""

from __future__ import annotations

import sys
import warnings
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

from asyncproof.exploring.nowhere import Nowhere
from asyncproof.exploring.running import many_runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

SET_ASIDE = (
    "asyncproof-guards",
    "asyncproof-guards-reports",
    "asyncproof-explanations",
    "asyncproof-report",
    "unraisableexception",
    "threadexception",
)
"""The plugins whose hooks are not called for the many runs; the last run has them all."""


@contextmanager
def silence(config: pytest.Config) -> Iterator[None]:
    """Tell nobody what happens in this block, and keep nothing of it."""
    with ExitStack() as stack:
        stack.enter_context(_without_guards())
        stack.enter_context(warnings.catch_warnings(record=True))
        stack.enter_context(_unraised())
        stack.enter_context(_short_reports(config))
        if config.getoption("capture") == "no":
            stack.enter_context(redirect_stdout(Nowhere()))
            stack.enter_context(redirect_stderr(Nowhere()))
        stack.enter_context(many_runs())
        yield


@contextmanager
def _without_guards() -> Iterator[None]:
    """Let all that is made here be somebody's whom the guards don't judge."""
    module = sys.modules.get("asyncproof.guard.session")
    session = module.Session.active[-1] if module is not None and module.Session.active else None
    if module is None or session is None:
        yield
        return
    runs = module.Owner("runs of an exploration", scope="session")
    runs.broken = True
    before = session.fixture_begins(runs)
    try:
        yield
    finally:
        session.fixture_made(runs, before)
        session.fixture_ends(runs)


@contextmanager
def _unraised() -> Iterator[None]:
    """Drop what finalizers raise: pytest would tell it of the test that runs when it hears of it."""
    hook = sys.unraisablehook
    sys.unraisablehook = lambda _: None
    try:
        yield
    finally:
        sys.unraisablehook = hook


@contextmanager
def _short_reports(config: pytest.Config) -> Iterator[None]:
    """Have the reports of failing runs, which nobody reads, made without tracebacks."""
    style = config.option.tbstyle
    config.option.tbstyle = "value"
    try:
        yield
    finally:
        config.option.tbstyle = style
