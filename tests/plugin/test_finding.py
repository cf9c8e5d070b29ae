from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


@pytest.mark.parametrize("mode", ["strict", "auto"])
@pytest.mark.parametrize("scope", ["function", "class", "module", "package", "session"])
def test_the_clock_of_every_loop_scope(suite: Suite, scope: str, mode: str) -> None:
    """The clock is that of the loop on which the test runs; on a wider loop it starts anew with each test."""
    suite.ini("asyncproof_virtual_time = true", mode=mode)
    suite.file(
        f"""
        pytestmark = pytest.mark.asyncio(loop_scope="{scope}")

        class TestIt:
            async def test_one(self, clock):
                assert clock is asyncio.get_running_loop().clock
                await asyncio.sleep(5)

            async def test_two(self, clock):
                assert clock.now == 0.0
        """
    )
    suite.run(passed=2)


def test_default_scope_of_the_ini_file(suite: Suite) -> None:
    """The loop scope may come from the ini file."""
    suite.ini("asyncproof_virtual_time = true", "asyncio_default_test_loop_scope = module")
    suite.file(
        """
        @pytest.mark.asyncio
        async def test_it(clock):
            assert clock is asyncio.get_running_loop().clock
        """
    )
    suite.run(passed=1)


def test_sync_tests(suite: Suite) -> None:
    """A sync test may use the clock together with async fixtures."""
    suite.file(
        """
        @pytest_asyncio.fixture
        async def late(clock):
            before = clock.now
            await asyncio.sleep(7)
            return clock.now - before

        def test_it(clock, late):
            assert late == 7
            assert clock.now == 0.0
        """
    )
    suite.run(passed=1)


def test_skipped_without_virtual_time(suite: Suite) -> None:
    """--no-virtual-time skips what cannot run without the clock, and says why."""
    suite.file(
        """
        @pytest.mark.asyncio
        async def test_it(clock):
            pass
        """
    )
    text = suite.run("--no-virtual-time", "-rs", skipped=1)
    assert "it uses the `clock` fixture, and --no-virtual-time is given" in text


def test_without_a_runner(suite: Suite) -> None:
    """Where no plugin makes an event loop the clock says so."""
    suite.pytester.makepyfile("def test_it(clock): pass")
    suite.pytester.makeini("[pytest]\naddopts = -p no:asyncio -p no:anyio -p no:looptime -p no:randomly")
    assert "neither pytest-asyncio nor anyio runs this test" in suite.run(errors=1)


def test_unittest(suite: Suite) -> None:
    """A unittest test that gets the clock by `usefixtures` is told how to reach it."""
    suite.file(
        """
        import unittest

        @pytest.mark.usefixtures("clock")
        class TestIt(unittest.IsolatedAsyncioTestCase):
            async def test_it(self):
                pass
        """
    )
    assert "asyncio.get_running_loop().clock" in suite.run(errors=1)


def test_trio(suite: Suite) -> None:
    """A trio test is told that the clock is not for it."""
    pytest.importorskip("trio")
    suite.file(
        """
        @pytest.mark.anyio
        @pytest.mark.parametrize("anyio_backend", ["trio"])
        async def test_it(clock):
            pass
        """
    )
    assert "the `clock` fixture is for asyncio, but this test runs on 'trio'" in suite.run(errors=1)
