from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

REPORT_ACTIVE = """
    def pytest_terminal_summary(config):
        print("ACTIVE" if config.pluginmanager.hasplugin("asyncproof-active") else "ASLEEP")
"""


@pytest.mark.parametrize(
    ("source", "options", "expected"),
    [
        ("def test_it(): pass", (), "ASLEEP"),
        ("def test_it(): pass", ("--virtual-time",), "ACTIVE"),
        ("@pytest.mark.virtual_time\ndef test_it(): pass", (), "ACTIVE"),
        ("@pytest.mark.virtual_time\ndef test_it(): pass", ("--no-virtual-time",), "ASLEEP"),
        ("@pytest.mark.real_time\ndef test_it(): pass", (), "ASLEEP"),
    ],
)
def test_only_when_asked(suite: Suite, source: str, options: tuple[str, ...], expected: str) -> None:
    """The parts of the plugin are registered only in a run that asks for virtual time."""
    suite.file(REPORT_ACTIVE, "conftest")
    suite.file(source)
    assert expected in suite.run(*options, passed=1)


def test_deselected_tests_ask_for_nothing(suite: Suite) -> None:
    """A marked test that is not going to run does not wake the plugin."""
    suite.file(REPORT_ACTIVE, "conftest")
    suite.file("@pytest.mark.virtual_time\ndef test_marked(): pass\ndef test_plain(): pass")
    assert "ASLEEP" in suite.run("-k", "plain", passed=1, deselected=1)


def test_without_pytest_asyncio(suite: Suite) -> None:
    """Both anyio and unittest are served where pytest-asyncio is switched off."""
    pytest.importorskip("anyio")
    suite.pytester.makeini("[pytest]\naddopts = -p no:asyncio -p no:looptime_plugin -p no:randomly")
    suite.file(
        """
        import unittest

        @pytest.mark.anyio
        @pytest.mark.parametrize("anyio_backend", ["asyncio"])
        async def test_anyio(clock):
            await asyncio.sleep(5)
            assert clock.now == 5

        class TestIt(unittest.IsolatedAsyncioTestCase):
            async def test_unittest(self):
                assert is_virtual()
        """
    )
    suite.run("--virtual-time", passed=2)


def test_without_anyio(suite: Suite) -> None:
    """pytest-asyncio is served where anyio is switched off."""
    suite.ini(without=("anyio",))
    suite.file(
        """
        @pytest.mark.asyncio
        async def test_it(clock):
            assert is_virtual()
        """
    )
    suite.run(passed=1)


def test_a_second_collection(suite: Suite) -> None:
    """A plugin that collects twice does not disturb us."""
    suite.file("def pytest_runtestloop(session):\n    session.perform_collect()", "conftest")
    suite.file(
        """
        import asyncproof

        @asyncproof.fixture(concurrent=True)
        async def one():
            return 1

        @pytest.mark.asyncio
        async def test_it(clock, one):
            assert is_virtual()

        @pytest.mark.explore(runs=2)
        @pytest.mark.asyncio
        async def test_explored():
            await asyncio.sleep(1)
        """
    )
    assert "explored 1 test" in suite.run(passed=2)
