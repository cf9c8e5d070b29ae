"""Tests of which runs kill their processes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from asyncproof.plugin.exploring.exploration import Found
from asyncproof.plugin.exploring.plan import Plan
from asyncproof.plugin.exploring.poison import tell_of_poison

WORD = "latency:ap1.AAAB.npU95w"


class Report(SimpleNamespace):
    """What is told of one phase of a test."""

    @property
    def failed(self) -> bool:
        return bool(self.outcome == "failed")


def told(when: str, outcome: str = "passed", **found: Any) -> Report:
    """Return a report of a test after it was told what was found."""
    report: Any = Report(when=when, outcome=outcome, longrepr=None, sections=[])
    config = SimpleNamespace(
        pluginmanager=SimpleNamespace(hasplugin=lambda _: False),
        invocation_params=SimpleNamespace(dir="here"),
        rootpath="here",
    )
    item: Any = SimpleNamespace(nodeid="test_it.py::test_it", config=config)
    tell_of_poison(report, item, Found(Plan(), **{"poisoned": [WORD], **found}))
    return Report(**vars(report))


def test_a_test_with_such_a_run_fails() -> None:
    """It fails at its end, with the line that does the run again."""
    report = told("teardown")
    assert report.failed
    assert "a run killed the process in which it was done" in report.longrepr
    assert f"replay: pytest test_it.py::test_it --replay={WORD}" in report.longrepr


@pytest.mark.parametrize(
    ("when", "found"),
    [("setup", {}), ("call", {}), ("teardown", {"schedules": ["x"]}), ("teardown", {"poisoned": []})],
)
def test_it_fails_once(when: str, found: dict[str, Any]) -> None:
    """Nothing is said before its end, where there is no such run, or where it has failed already."""
    report = told(when, **found)
    assert not report.failed
    assert report.sections == []


def test_it_stands_below_another_failure() -> None:
    """What fails besides is told first."""
    report = told("call", "failed", schedules=["x"])
    ((_, text),) = report.sections
    assert WORD in text
