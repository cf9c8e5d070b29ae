from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


def test_the_clock_starts_with_the_test(suite: Suite) -> None:
    """`clock` needs no mark, and reads zero when the test starts, whatever its fixtures waited for."""
    suite.file(
        """
        @pytest_asyncio.fixture
        async def slow():
            await asyncio.sleep(100)

        @pytest.mark.asyncio
        async def test_it(clock, slow):
            assert clock.now == 0.0
            await asyncio.sleep(3600)
            assert clock.now == 3600.0
            await clock.advance(10)
            assert clock.now == 3610.0
        """
    )
    suite.run(passed=1)


def test_fixtures_lists_the_clock(suite: Suite) -> None:
    """What pytest --fixtures prints says what the clock is for, and shows nothing private of ours."""
    suite.file("def test_it(): pass")
    text = suite.ask("--fixtures")
    assert "clock -- " in text
    assert "The clock of the test's event loop, and virtual time for this test: it needs no mark." in text
    assert "_asyncproof" not in text
