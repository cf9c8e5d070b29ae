from __future__ import annotations

import json

import pytest

from asyncproof.core import Finding
from asyncproof.plugin.guarding.carrying import FINDINGS, carry


def empty_report() -> pytest.TestReport:
    """A report of a test that passed."""
    return pytest.TestReport("test_x.py::test_a", ("test_x.py", 1, "test_a"), {}, "passed", None, "call")


def test_findings_travel_as_plain_values() -> None:
    """A report's findings can be sent to another process."""
    report = empty_report()
    carry(report, [Finding("leaked-task", "task `poll` is pending")])
    (finding,) = json.loads(json.dumps(getattr(report, FINDINGS)))
    assert (finding["code"], finding["message"]) == ("leaked-task", "task `poll` is pending")
    assert finding["text"].startswith("leaked-task: task `poll` is pending\n")


def test_nothing_found_nothing_carried() -> None:
    """A clean report stays as it is."""
    report = empty_report()
    carry(report, [])
    assert not hasattr(report, FINDINGS)
