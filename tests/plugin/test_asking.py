from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from asyncproof.plugin.asking import our_fixtures

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


def test_a_suite_may_have_its_own_clock(suite: Suite) -> None:
    """A fixture of the suite that happens to be named `clock` turns nothing on."""
    suite.file(
        """
        @pytest.fixture
        def clock():
            return "mine"

        @pytest.mark.asyncio
        async def test_it(clock):
            assert clock == "mine"
            assert not is_virtual()
        """
    )
    suite.run(passed=1)


def test_a_suite_may_extend_our_clock(suite: Suite) -> None:
    """A fixture that overrides `clock` and uses it still asks for virtual time."""
    suite.file(
        """
        @pytest.fixture
        def clock(clock):
            return [clock]

        @pytest.mark.asyncio
        async def test_it(clock):
            assert is_virtual()
            await asyncio.sleep(5)
            assert clock[0].now == 5
        """
    )
    suite.run(passed=1)


def test_a_fixture_that_uses_the_clock_asks_too(suite: Suite) -> None:
    """A test asks for virtual time through the fixtures it uses."""
    suite.file(
        """
        @pytest.fixture
        def stopwatch(clock):
            return lambda: clock.now

        @pytest.mark.asyncio
        async def test_it(stopwatch):
            await asyncio.sleep(5)
            assert stopwatch() == 5
        """
    )
    suite.run(passed=1)


def test_a_clock_that_is_not_there() -> None:
    """A test that asks for a `clock` that nobody defines asks for nothing of ours."""
    node: Any = SimpleNamespace(fixturenames=["clock"], _fixtureinfo=SimpleNamespace(name2fixturedefs={}))
    assert not our_fixtures(node)
