"""Adds to the report of a failed test what the failure means, where one of the explanations knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

NAME = "asyncproof-explanations"
TITLE = "asyncproof explains"
_TOLD = pytest.StashKey[str]()


def explain_failures(config: pytest.Config) -> None:
    """Explain the failures of a run from now on."""
    if not config.pluginmanager.hasplugin(NAME):
        config.pluginmanager.register(ExplainedReports(), NAME)


class ExplainedReports:
    """Completes the reports of failures; nothing is loaded before something fails."""

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Add one section to a failure that is about async."""
        report = yield
        if report.failed and call.excinfo is not None:
            text = _explain(item, call, call.excinfo.value)
            if text is not None:
                _add(report, item.config, text)
        return report


def _explain(item: pytest.Item, call: pytest.CallInfo[None], error: BaseException) -> str | None:
    """Return what there is to say, unless it was said of an earlier phase of the same test."""
    try:
        from asyncproof.explain import Failure, explain
        from asyncproof.plugin.facts import bound_by, facts_about, made_at

        text = explain(Failure(error, call.when, facts_about(item), made_at, bound_by))
    except Exception:  # noqa: BLE001 - what goes wrong here must never hide the failure that it is about
        return None
    if text is None or (call.when != "setup" and item.stash.get(_TOLD, None) == text):
        return None
    item.stash[_TOLD] = text
    return text


def _add(report: pytest.TestReport, config: pytest.Config, text: str) -> None:
    """Add the section where it is shown: `--show-capture` hides sections as if they were captured output."""
    add = getattr(report.longrepr, "addsection", None)
    if add is not None and config.getoption("showcapture", "all") != "all":
        add(TITLE, text)
    else:
        report.sections.append((TITLE, text))
