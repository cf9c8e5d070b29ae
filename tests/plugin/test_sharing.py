from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

MIXED = """
    @pytest.mark.asyncio(loop_scope="{scope}")
    class TestIt:
        async def test_before(self):
            pass

        @pytest.mark.{mark}
        async def test_other(self):
            pass

        async def test_after(self):
            pass
"""


@pytest.mark.parametrize(
    ("scope", "advice"),
    [
        ("class", "Put @pytest.mark.virtual_time on the class"),
        ("module", "Put `pytestmark = pytest.mark.virtual_time` into the module"),
        (
            "package",
            "Turn virtual time on for the whole run (--virtual-time or asyncproof_virtual_time = true)",
        ),
        (
            "session",
            "Turn virtual time on for the whole run (--virtual-time or asyncproof_virtual_time = true)",
        ),
    ],
)
def test_virtual_time_on_a_shared_loop(suite: Suite, scope: str, advice: str) -> None:
    """One test cannot have virtual time on a loop that it shares; it alone fails, and says what to write."""
    suite.file(MIXED.format(scope=scope, mark="virtual_time"))
    text = suite.run(passed=2, errors=1)
    complaint = (
        f"TestIt::test_other asks for virtual time, but it shares its {scope}-scoped loop with tests that"
    )
    assert complaint in text
    assert (
        f'{advice}, or give the test a loop of its own: @pytest.mark.asyncio(loop_scope="function").' in text
    )


def test_real_time_on_a_shared_loop(suite: Suite) -> None:
    """Nor can one test have real time on a virtual loop."""
    suite.file(MIXED.format(scope="module", mark="real_time"))
    text = suite.run("--virtual-time", passed=2, errors=1)
    assert "asks for real time, but it shares its module-scoped loop with tests in virtual time." in text


def test_other_limits_on_a_shared_loop(suite: Suite) -> None:
    """Nor can one test change the limits of a loop that it shares."""
    suite.file(MIXED.format(scope="module", mark="virtual_time(steps=5)"))
    assert "Say the same for all of them, or give the test" in suite.run("--virtual-time", passed=2, errors=1)


def test_the_clock_of_a_shared_loop(suite: Suite) -> None:
    """The `clock` fixture alone does not change the time of a loop that others use."""
    suite.file(
        """
        @pytest.mark.asyncio(loop_scope="module")
        async def test_it(clock):
            pass
        """
    )
    assert "Put `pytestmark = pytest.mark.virtual_time` into the module" in suite.run(errors=1)


@pytest.mark.parametrize(
    ("scope", "module_mark", "class_mark"),
    [("class", "", "@pytest.mark.virtual_time"), ("module", "pytestmark = pytest.mark.virtual_time", "")],
)
def test_all_that_share_a_loop(suite: Suite, scope: str, module_mark: str, class_mark: str) -> None:
    """A mark on all that share the loop gives them all virtual time, on one loop."""
    suite.file(
        f"""
        {module_mark}
        loops = set()

        {class_mark}
        @pytest.mark.asyncio(loop_scope="{scope}")
        class TestIt:
            async def test_one(self):
                loops.add(asyncio.get_running_loop())
                await asyncio.sleep(3600)

            async def test_two(self, clock):
                loops.add(asyncio.get_running_loop())
                assert clock.now == 0
                assert is_virtual()
                assert len(loops) == 1
        """
    )
    suite.run(passed=2)


def test_a_class_scoped_loop_outside_of_classes(suite: Suite) -> None:
    """A function that is in no class has a class-scoped loop to itself, with what it asks for."""
    suite.file(
        """
        @pytest.mark.virtual_time(steps=5000)
        @pytest.mark.asyncio(loop_scope="class")
        async def test_virtual():
            assert asyncio.get_running_loop().limits.steps == 5000

        @pytest.mark.asyncio(loop_scope="class")
        async def test_real():
            assert not is_virtual()
        """
    )
    suite.run(passed=2)
