from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

LOOK = """
def pytest_runtest_logfinish(nodeid):
    has_part = config.pluginmanager.hasplugin("asyncproof-guards-reports")
    explains = config.pluginmanager.hasplugin("asyncproof-explanations")
    print(nodeid.partition("::")[2], has_part, explains)

def pytest_configure(config):
    globals()["config"] = config
"""
TESTS = """
import unittest

def test_first():
    pass

class TestCase(unittest.TestCase):
    def test_second(self):
        {}

def test_third():
    {}
"""


@pytest.fixture
def lines(suite: Suite) -> Suite:
    """A suite that prints after each test who has a part in reports."""
    suite.ini(warnings="ignore")
    suite.pytester.makeconftest(LOOK)
    return suite


def test_reports_are_left_alone_until_there_is_something_to_tell(lines: Suite) -> None:
    """While all is well nobody has a part in reports; the first failure is explained and completed."""
    lines.file(TESTS.format("pass", "asyncio.get_running_loop()"))
    text = lines.run("-s", passed=2, failed=1)
    assert "test_second False False" in text
    assert "test_third True True" in text
    assert "asyncproof explains" in text


def test_what_unittest_catches_is_a_failure_too(lines: Suite) -> None:
    """A test case that fails passes through no hook as an error, and is explained all the same."""
    lines.file(TESTS.format("asyncio.get_running_loop()", "pass"))
    text = lines.run("-s", passed=2, failed=1)
    assert "test_first False False" in text
    assert "test_second True True" in text
    assert "asyncproof explains" in text


def test_what_is_only_warned_of_is_told_too(lines: Suite) -> None:
    """A finding that fails nothing comes with its report to the end of the run."""
    lines.file("async def fetch():\n    pass\n\ndef test_lie():\n    fetch()\n")
    text = lines.run("-s", "--guard", "all=warn", passed=1)
    assert "test_lie True True" in text
    assert "never-awaited" in text


def test_without_guards_failures_are_explained_from_the_start(lines: Suite) -> None:
    """Who switches the guards off still has explanations."""
    lines.file(TESTS.format("pass", "pass"))
    assert "test_first False True" in lines.run("-s", "--no-guards", passed=3)


def test_a_test_out_of_turn_is_not_watched(lines: Suite) -> None:
    """Another plugin may call a test while a second one is set up: it runs, and nothing is said of it."""
    lines.pytester.makeconftest(
        """
        def pytest_runtest_protocol(item):
            first, other = item.session.items
            if item is first:
                first.ihook.pytest_runtest_setup(item=first)
                item.session._setupstate.teardown_exact(other)
                other.ihook.pytest_runtest_setup(item=other)
                first.ihook.pytest_runtest_call(item=first)
                other.ihook.pytest_runtest_teardown(item=other, nextitem=None)
            return True
        """
    )
    lines.file("def test_it():\n    print('it ran')\n\ndef test_other():\n    pass\n")
    text = lines.run("-s")
    assert "it ran" in text
    assert "INTERNALERROR" not in text
