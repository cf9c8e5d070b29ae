"""What marks, options and the configuration file may say of an exploration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

TEST = """
@pytest.mark.asyncio
{mark}
async def test_it():
    await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2), asyncio.sleep(3))
"""


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ("500", "500 has no name. Write what it is, as @pytest.mark.explore(runs=500)."),
        ("run=500", "unknown argument 'run'. Allowed are runs, seconds, rungs, cancel, faults, seed."),
        ("runs=0", "runs is a number above 0, not 0."),
        ("runs=True", "runs is a number above 0, not True."),
        ("seconds='30s'", "seconds is a number above 0, not '30s'."),
        ("seed='a'", "seed is an integer, not 'a'."),
        (
            "rungs=['lag']",
            "there is no rung 'lag'; there are stock, timing, latency, cancel, fault, reorder.",
        ),
        ("cancel='some'", "cancel is True, False,"),
        ("faults='many'", "faults is True, False or how many may happen in a run, not 'many'."),
    ],
)
def test_nonsense_in_a_mark(suite: Suite, arguments: str, complaint: str) -> None:
    """It fails the test before its set-up, with what to write."""
    suite.file(TEST.format(mark=f"@pytest.mark.explore({arguments})"))
    assert f"test_it.py::test_it: explore: {complaint}" in suite.run(errors=1)


@pytest.mark.parametrize("value", ["0", "5m", "-3", "0s"])
def test_nonsense_in_an_option(suite: Suite, value: str) -> None:
    """It ends the run before the first test."""
    suite.file(TEST.format(mark=""))
    assert f"--explore: {value!r} is no number of runs" in suite.ask(f"--explore={value}")


def test_nonsense_in_the_configuration(suite: Suite) -> None:
    """It is told with the file that it stands in."""
    suite.ini("asyncproof_explore = often")
    suite.file(TEST.format(mark=""))
    assert "tox.ini: 'often' is no number of runs" in suite.ask()


@pytest.mark.parametrize("value", ["true", "20", "0.05s"])
def test_the_configuration_explores_all(suite: Suite, value: str) -> None:
    """What the file says holds for every async test."""
    suite.ini(f"asyncproof_explore = {value}")
    suite.file(TEST.format(mark=""))
    assert "asyncproof explored 1 test" in suite.run(passed=1)


def test_a_test_can_stay_out(suite: Suite) -> None:
    """A mark with False keeps a test out of `--explore`, and so does `false` in the file for all."""
    suite.file(TEST.format(mark="@pytest.mark.explore(False)"))
    assert "explored" not in suite.run("--explore", passed=1)
    suite.ini("asyncproof_explore = false")
    suite.file(TEST.format(mark=""))
    assert "explored" not in suite.run(passed=1)


def test_a_mark_may_count_seconds(suite: Suite) -> None:
    """Then as many runs are made as there is time for, and some in any case."""
    suite.file(TEST.format(mark="@pytest.mark.explore(seconds=0.01)"))
    assert "asyncproof explored 1 test in" in suite.run(passed=1)
