from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from asyncproof.plugin.summary import PASSED, summarize

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

SLEEPS = """
@pytest.mark.parametrize("seconds", [1, 3600])
@pytest.mark.asyncio
async def test_sleep(seconds):
    await asyncio.sleep(seconds)

def test_sync():
    pass
"""


def test_a_run_in_virtual_time_ends_with_what_it_saved(suite: Suite) -> None:
    """The last lines say how many tests ran in virtual time and how much of it passed."""
    suite.file(SLEEPS)
    assert "asyncproof: 2 tests in virtual time, 1:00:01 passed" in suite.run("--virtual-time", passed=3)


def test_it_is_the_same_line_with_workers(suite: Suite) -> None:
    """With pytest-xdist the times come from all workers."""
    suite.file(SLEEPS)
    text = suite.run("--virtual-time", "-p", "xdist", "-n", "2", passed=3)
    assert "asyncproof: 2 tests in virtual time, 1:00:01 passed" in text


@pytest.mark.parametrize("options", [[], ["--no-virtual-time"], ["--virtual-time", "-k", "test_sync"]])
def test_a_run_without_virtual_time_says_nothing(suite: Suite, options: list[str]) -> None:
    """Nothing was saved, so there is nothing to say."""
    suite.file(SLEEPS.replace("[1, 3600]", "[0]"))
    assert "in virtual time" not in suite.run(*options, passed=1 if "-k" in options else 2)


def test_one_test_is_one_test() -> None:
    """The line is a sentence also for a single test."""
    report = SimpleNamespace(**{PASSED: 2_500_000_000})
    assert summarize([report]) == "asyncproof: 1 test in virtual time, 2.5 s passed"
