"""Which tests are explored, and why others are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.plugin.suite import NEIGHBOURS

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


def test_hypothesis_runs_its_tests_itself(suite: Suite) -> None:
    """A test of hypothesis has many runs already; it is left alone."""
    suite.ini(without=tuple(name for name in NEIGHBOURS if name != "hypothesispytest"))
    suite.file("""
        from hypothesis import given, settings, strategies

        @pytest.mark.asyncio
        @settings(max_examples=2, database=None, deadline=None)
        @given(number=strategies.integers())
        async def test_given(number):
            await asyncio.sleep(0)
    """)
    output = suite.run("--explore", passed=1)
    assert "did not explore test_it.py::test_given: it is run by hypothesis" in output
