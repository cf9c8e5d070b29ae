from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


def test_the_closest_mark_wins(suite: Suite) -> None:
    """A mark on a test beats the one on its class, and that beats the module's; their settings add up."""
    suite.file(
        """
        pytestmark = [pytest.mark.virtual_time(steps=50, jumps=60), pytest.mark.asyncio]

        async def test_module():
            assert asyncio.get_running_loop().limits.steps == 50

        @pytest.mark.real_time
        class TestReal:
            async def test_class(self):
                assert not is_virtual()

            @pytest.mark.virtual_time(steps=70)
            async def test_own(self):
                limits = asyncio.get_running_loop().limits
                assert (limits.steps, limits.jumps) == (70, 60)

        @pytest.mark.virtual_time(enabled=False)
        async def test_disabled():
            assert not is_virtual()
        """
    )
    suite.run(passed=4)


def test_marks_of_parameters(suite: Suite) -> None:
    """A mark set by pytest.param counts for that parameter only."""
    suite.file(
        """
        @pytest.mark.parametrize("virtual", [pytest.param(True, marks=pytest.mark.virtual_time), False])
        @pytest.mark.asyncio
        async def test_it(virtual):
            assert is_virtual() is virtual
        """
    )
    suite.run(passed=2)


@pytest.mark.parametrize(
    ("mark", "complaint"),
    [
        (
            "virtual_time(wallclock=True)",
            "virtual_time: unknown argument 'wallclock'. Allowed are wall_clock,",
        ),
        ("virtual_time(steps=0)", "virtual_time: steps=0 is not possible. Give a positive integer."),
        ("virtual_time('on')", "virtual_time('on',): only True or False may have no name."),
        ("real_time(1)", "real_time takes no arguments. Write @pytest.mark.real_time."),
    ],
)
def test_wrong_marks(suite: Suite, mark: str, complaint: str) -> None:
    """A mark that cannot be meant fails its test alone, with the test's name and what to write."""
    suite.file(
        f"""
        @pytest.mark.{mark}
        @pytest.mark.asyncio
        async def test_wrong():
            pass

        @pytest.mark.virtual_time
        @pytest.mark.asyncio
        async def test_right():
            assert is_virtual()
        """
    )
    text = suite.run(passed=1, errors=1)
    assert f"test_it.py::test_wrong: {complaint}" in text
    assert "During handling" not in text


def test_the_more_special_mark_wins(suite: Suite) -> None:
    """A parameter's mark overrides its function's, and a subclass's that of its base class."""
    suite.file(
        """
        pytestmark = pytest.mark.asyncio

        @pytest.mark.virtual_time
        @pytest.mark.parametrize("virtual", [True, pytest.param(False, marks=pytest.mark.real_time)])
        async def test_parameter(virtual):
            assert is_virtual() is virtual

        @pytest.mark.virtual_time
        class TestBase:
            virtual = True

            async def test_class(self):
                assert is_virtual() is self.virtual

        @pytest.mark.real_time
        class TestDerived(TestBase):
            virtual = False
        """
    )
    suite.run(passed=4)


def test_a_wrong_mark_of_a_module(suite: Suite) -> None:
    """A wrong mark on a module is told with the module's name, for each of its tests."""
    suite.file(
        """
        pytestmark = [pytest.mark.asyncio, pytest.mark.virtual_time(speed=2)]

        async def test_one():
            pass

        async def test_two():
            pass
        """
    )
    text = suite.run(errors=2)
    assert "test_it.py: virtual_time: unknown argument 'speed'" in text


def test_clock_in_real_time(suite: Suite) -> None:
    """A test marked for real time cannot use the clock."""
    suite.file(
        """
        @pytest.mark.real_time
        @pytest.mark.asyncio
        async def test_it(clock):
            pass
        """
    )
    assert "marked for real time but uses the `clock` fixture. Remove one" in suite.run(errors=1)


def test_a_test_that_asks_for_nonsense_does_not_harm_the_next(suite: Suite) -> None:
    """The refused test fails by itself; those after it have their clock."""
    suite.file(
        """
        @pytest.mark.real_time
        @pytest.mark.asyncio
        async def test_wrong(clock):
            pass

        @pytest.mark.virtual_time(nonsense=1)
        @pytest.mark.asyncio
        async def test_wrong_too(clock):
            pass

        @pytest.mark.asyncio
        async def test_right(clock):
            await clock.advance(1)
        """
    )
    text = suite.run(passed=1, errors=2)
    assert "it is marked for real time but uses the `clock` fixture" in text
