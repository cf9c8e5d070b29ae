"""Fails a test of which runs have killed the processes in which they were done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.exploring.result import POISONED
from asyncproof.plugin.exploring.telling import TITLE, replay_line

if TYPE_CHECKING:
    import pytest

    from asyncproof.plugin.exploring.exploration import Found


def tell_of_poison(report: pytest.TestReport, item: pytest.Item, found: Found) -> None:
    """Say it below what fails besides; if nothing does, it is why the test fails."""
    if not found.poisoned or report.when == "setup":
        return
    text = "\n".join(f"{POISONED}\nreplay: {replay_line(item, word)}" for word in found.poisoned)
    if report.failed:
        report.sections.append((TITLE, text))
    elif report.when == "teardown" and not found.schedules:
        report.outcome, report.longrepr = "failed", text
