"""pytest-timeout's limit is meant for each run of an exploration, and not for all of them together."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from asyncproof.plugin.exploring.time_limits import TimeLimits
from tests.neighbours import NEIGHBOURS

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


def test_each_run_has_all_the_time(suite: Suite) -> None:
    """The clock is set again as often as the test runs, and stands still between two tests."""
    suite.ini(without=tuple(name for name in NEIGHBOURS if name != "timeout"))
    suite.pytester.makeconftest("""
        import pytest

        said = []

        @pytest.hookimpl(tryfirst=True)
        def pytest_timeout_set_timer(item, settings):
            said.append(f"{settings.timeout:.0f} s")
            return True

        @pytest.hookimpl(tryfirst=True)
        def pytest_timeout_cancel_timer(item):
            said.append("off")
            return True

        @pytest.fixture(scope="session")
        def clock_of_tests():
            return said
    """)
    suite.file("""
        runs = []

        @pytest.mark.asyncio
        @pytest.mark.timeout(7)
        async def test_it():
            runs.append(1)
            await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))

        @pytest.mark.explore(False)
        def test_last(clock_of_tests):
            assert len(runs) > 5
            assert clock_of_tests == ["7 s", *["off", "7 s"] * len(runs), "off"]
    """)
    suite.run("--explore=20", "-p", "timeout", passed=2)


def test_without_pytest_timeout() -> None:
    """Where there is no such hook nothing is listened to, and no clock is set."""
    config: Any = SimpleNamespace(hook=SimpleNamespace())
    item: Any = object()
    TimeLimits(config).begin_again(item)
