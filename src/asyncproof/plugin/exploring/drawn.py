"""What was found of a test of pytest, as the plain values that a report is drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.exploring.drawn import drawn, drawn_failure

if TYPE_CHECKING:
    import pytest

    from asyncproof.exploring.rungs import Rung
    from asyncproof.plugin.exploring.exploration import Found

EXPLORATION = "asyncproof_exploration"
"""The attribute of a report with what came of exploring its test."""


def wants_report(config: pytest.Config) -> bool:
    """Say whether somebody will draw what is found."""
    return bool(config.getoption("asyncproof_report"))


def exploration(found: Found) -> dict[str, Any]:
    """Return what was tried, and what is known now."""
    return drawn(found.result, found.runs, obstacle=found.obstacle, differs=found.differs)


def failure(found: Found, rung: Rung, story: str, replay: str, others: list[str]) -> dict[str, Any]:
    """Return the failure that is told: its rung, both orders, the story, and the line that does it again."""
    error = found.failures[0].exception if found.failures else None
    return drawn_failure(error, rung, found.comparison, story=story, replay=replay, others=others)
