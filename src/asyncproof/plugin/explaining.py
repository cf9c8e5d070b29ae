"""Adds to the report of a failed test what the failure means, where one of the explanations knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

NAME = "asyncproof-explanations"
TITLE = "asyncproof explains"


class ExplainedReports:
    """Completes the reports of failures; nothing is loaded before something fails."""

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Add one section to a failure that is about async."""
        report = yield
        if report.failed and call.excinfo is not None:
            from asyncproof.explain import Failure, explain
            from asyncproof.plugin.facts import facts_about

            text = explain(Failure(call.excinfo.value, call.when, facts_about(item)))
            if text is not None:
                report.sections.append((TITLE, text))
        return report
