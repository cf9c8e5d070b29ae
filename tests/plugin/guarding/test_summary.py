from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from asyncproof.plugin.guarding.carrying import FINDINGS as CARRIED
from asyncproof.plugin.guarding.summary import FINDINGS, warnings

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

LIES = """
async def fetch():
    pass

@pytest.mark.parametrize("number", range(7))
def test_lie(number):
    fetch()

def test_honest():
    pass
"""


def reports(count: int) -> list[SimpleNamespace]:
    """Reports of tests that all have the same warning."""
    finding = {"code": "leaked-task", "message": "task `poll` is pending", "text": "first\n    second"}
    return [
        SimpleNamespace(nodeid=f"test_x.py::test_{number}", **{FINDINGS: [finding]})
        for number in range(count)
    ]


def test_one_cause_is_told_once() -> None:
    """Warnings with the same message stand together, with the first tests they are about."""
    assert list(warnings(reports(1))) == [
        "1 warning; no test failed for it",
        "",
        "first",
        "    second",
        "    in test_x.py::test_0",
    ]
    assert list(warnings(reports(7)))[-2:] == [
        "    in test_x.py::test_4",
        "    and in 2 more",
    ]


def test_no_warnings_no_words() -> None:
    """Nothing is said when nothing was found."""
    assert not list(warnings([]))
    assert FINDINGS == CARRIED


@pytest.mark.parametrize("workers", [[], ["-p", "xdist", "-n", "2"]])
def test_a_run_ends_with_its_warnings(suite: Suite, workers: list[str]) -> None:
    """One quiet section before the last line, the same with workers."""
    suite.ini(warnings="ignore")
    suite.file(LIES)
    text = suite.run("--guard", "never_awaited=warn", *workers, passed=8)
    assert text.count("never-awaited: coroutine `fetch` was made and never awaited") == 1
    assert "7 warnings; no test failed for it" in text
    assert "and in 2 more" in text


def test_a_clean_run_says_nothing(suite: Suite) -> None:
    """When all is well there is no word of guards."""
    suite.file(LIES)
    assert "asyncproof" not in suite.run("-k", "honest", passed=1).partition("collected")[2]
