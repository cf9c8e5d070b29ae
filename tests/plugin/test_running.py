from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


@pytest.mark.parametrize("runner", ["asyncio", "anyio"])
def test_the_wall_clock_follows(suite: Suite, runner: str) -> None:
    """Asked for it, the wall clock starts at the date given and moves with virtual time, in the test only."""
    suite.file(
        f"""
        import time
        from datetime import datetime, timezone

        @pytest.fixture
        def anyio_backend():
            return "asyncio"

        @pytest.mark.virtual_time(wall_clock="2026-01-01T00:00:00+00:00")
        @pytest.mark.{runner}
        async def test_it():
            assert datetime.now(timezone.utc) == datetime(2026, 1, 1, tzinfo=timezone.utc)
            before = time.time()
            await asyncio.sleep(3600)
            assert time.time() - before == 3600
            assert datetime.now(timezone.utc) == datetime(2026, 1, 1, 1, tzinfo=timezone.utc)

        def test_after():
            before = time.monotonic()
            assert time.monotonic() - before < 3600
            assert time.time() != 1767225600
        """
    )
    suite.run(passed=2)


def test_the_wall_clock_of_a_unittest(suite: Suite) -> None:
    """A unittest case can have a wall clock as well."""
    suite.file(
        """
        import time
        import unittest

        @pytest.mark.virtual_time(wall_clock=True)
        class TestIt(unittest.IsolatedAsyncioTestCase):
            async def test_it(self):
                before = time.time()
                await asyncio.sleep(3600)
                assert 3600 <= time.time() - before < 3660
        """
    )
    suite.run(passed=1)


def test_the_wall_clock_beside_a_wider_loop(suite: Suite) -> None:
    """On a shared loop each test has the wall clock it asks for."""
    suite.file(
        """
        import time
        pytestmark = [pytest.mark.virtual_time, pytest.mark.asyncio(loop_scope="module")]

        @pytest.mark.virtual_time(wall_clock="2026-01-01T00:00:00Z")
        async def test_one():
            await asyncio.sleep(3600)
            assert time.time() == 1767225600 + 3600

        @pytest.mark.virtual_time(wall_clock="2026-01-01T00:00:00Z")
        async def test_two():
            assert time.time() == 1767225600
        """
    )
    suite.run(passed=2)


def test_sync_tests_without_a_loop(suite: Suite) -> None:
    """In a virtual run a plain sync test is left alone."""
    suite.file("def test_it(): pass")
    suite.run("--virtual-time", passed=1)


def test_a_foreign_loop_is_told(suite: Suite) -> None:
    """If something else makes the loop of a marked test, the test says so instead of really waiting."""
    suite.file(
        """
        def pytest_collection_finish():
            import pytest_asyncio.plugin as plugin

            class Foreign(plugin.Runner):
                def __init__(self, *, debug=None, loop_factory=None):
                    super().__init__(debug=debug, loop_factory=asyncio.SelectorEventLoop)

            plugin.Runner = Foreign

        def pytest_unconfigure():
            import pytest_asyncio.plugin as plugin
            plugin.Runner = plugin.Runner.__mro__[1]
        """,
        "conftest",
    )
    suite.file(
        """
        @pytest.mark.virtual_time
        @pytest.mark.asyncio
        async def test_it():
            pass
        """
    )
    assert "that something else has built. Remove what chooses it" in suite.run(errors=1)
