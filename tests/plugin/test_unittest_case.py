from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.plugin.unittest_case import CHOOSES_LOOP

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

CASE = """
    import unittest

    class TestIt(unittest.IsolatedAsyncioTestCase):
"""


def test_isolated_cases(suite: Suite) -> None:
    """A marked case runs in virtual time from asyncSetUp to asyncTearDown; other loops it makes are stock."""
    suite.file(
        CASE
        + """
        async def asyncSetUp(self):
            assert is_virtual()
            await asyncio.sleep(3600)

        async def asyncTearDown(self):
            await asyncio.sleep(3600)

        @pytest.mark.virtual_time
        async def test_marked(self):
            await asyncio.sleep(3600)
            assert asyncio.get_running_loop().time() == 7200
            other = asyncio.new_event_loop()
            assert not is_virtual(other)
            other.close()

        @pytest.mark.virtual_time
        def test_sync_method(self):
            pass
        """
    )
    suite.run(passed=2)


def test_unmarked_cases(suite: Suite) -> None:
    """A case that does not ask runs in real time, beside one that does."""
    suite.file(
        CASE
        + """
        async def test_plain(self):
            assert not is_virtual()

        @pytest.mark.virtual_time
        async def test_marked(self):
            assert is_virtual()

        async def test_plain_again(self):
            assert not is_virtual()
        """
    )
    suite.run(passed=3)


def test_the_whole_run(suite: Suite) -> None:
    """--virtual-time reaches unittest cases, and leaves plain TestCases alone."""
    suite.file(
        CASE
        + """
        async def test_it(self):
            assert is_virtual()

    class TestPlain(unittest.TestCase):
        def test_it(self):
            asyncio.run(asyncio.sleep(0))
        """
    )
    suite.run("--virtual-time", passed=2)


@pytest.mark.skipif(not CHOOSES_LOOP, reason="classes choose their loop from Python 3.13 on")
def test_own_loops_are_kept(suite: Suite) -> None:
    """A case that brings its loop keeps it, and a test that asks for virtual time warns."""
    suite.file(
        CASE
        + """
        loop_factory = asyncio.SelectorEventLoop

        @pytest.mark.virtual_time
        async def test_it(self):
            assert not is_virtual()
        """
    )
    assert "brings its own event loop, which is kept" in suite.run("-W", "default", passed=1, warnings=1)


def test_a_failure_tells_the_time(suite: Suite) -> None:
    """The report of a failed case says how much time has passed."""
    suite.file(
        CASE
        + """
        @pytest.mark.virtual_time
        async def test_it(self):
            await asyncio.sleep(90)
            raise ValueError
        """
    )
    assert "90 s passed" in suite.run(failed=1)
