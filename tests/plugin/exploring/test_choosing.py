"""Which tests are explored, and why others are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


def test_others_run_as_ever(suite: Suite) -> None:
    """Tests in real time and of unittest run once; each reason is told once."""
    suite.file("""
        import unittest

        class TestCase(unittest.IsolatedAsyncioTestCase):
            async def test_case(self):
                await asyncio.sleep(0)

        @pytest.mark.asyncio
        @pytest.mark.real_time
        async def test_real():
            assert not is_virtual()

        @pytest.mark.skip
        async def test_of_nobody():
            pass

        def test_sync():
            pass
    """)
    output = suite.run("--explore", passed=3, skipped=1)
    assert "did not explore test_it.py::TestCase::test_case: it is a unittest case" in output
    assert "did not explore test_it.py::test_real: it is marked for real time" in output
    assert "test_sync" not in output


def test_where_pytest_has_changed(suite: Suite) -> None:
    """A test that lacks what it takes to run it again is run once, as ever."""
    suite.pytester.makeconftest("""
        import pytest

        @pytest.hookimpl(wrapper=True, tryfirst=True)
        def pytest_pycollect_makeitem():
            found = yield
            for item in found if isinstance(found, list) else ():
                item._initrequest = None
            return found
    """)
    suite.file("""
        @pytest.mark.asyncio
        async def test_it():
            pass
    """)
    output = suite.run("--explore", passed=1)
    assert "did not explore test_it.py::test_it: it can't be run more than once by this pytest" in output


def test_what_fails_in_virtual_time_already(suite: Suite) -> None:
    """A test that nobody has written for virtual time runs once in real time, as without exploring."""
    suite.file("""
        @pytest.mark.asyncio
        async def test_stock():
            assert not is_virtual()

        @pytest.mark.asyncio
        @pytest.mark.explore
        async def test_asked():
            assert not is_virtual()
    """)
    output = suite.run("--explore", passed=1, failed=1)
    assert "did not explore test_it.py::test_stock: it fails in virtual time on a network in memory" in output
    assert "FAILED test_it.py::test_asked" in output


def test_what_takes_too_many_steps(suite: Suite) -> None:
    """A test with more steps at one moment than an explored one may have runs as ever, and is told why."""
    suite.file("""
        @pytest.mark.asyncio
        async def test_busy():
            for _ in range(3000):
                await asyncio.sleep(0)
    """)
    output = suite.run("--explore", "-o", "asyncproof_steps=100", passed=1)
    assert (
        "did not explore test_it.py::test_busy: it takes more steps than `asyncproof_steps` allows" in output
    )
