"""What an exploration costs for each schedule of a test of pytest with fixtures."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measurement import Figure, Goal, Measurement, Size, Subject
from benchmarks.pytest_run import run_pytest
from benchmarks.rounds import interleave
from benchmarks.sleepy_suite import ASYNCIO

OURS = "asyncproof.plugin"
FIXTURES = """
import asyncio
import pytest
import pytest_asyncio

@pytest_asyncio.fixture
async def cache():
    yield {}
    await asyncio.sleep(0)

@pytest_asyncio.fixture
async def shop(cache):
    await asyncio.sleep(0.01)
    return cache

"""
BODY = """
    async def put(number):
        await asyncio.sleep(0)
        shop[number] = number
        await asyncio.sleep(0)

    await asyncio.gather(*(put(number) for number in range(4)))
    assert len(shop) == 4
"""


def write(directory: Path, mark: str) -> Path:
    """Write a suite of one test with two fixtures of its own."""
    directory.mkdir()
    (directory / "pytest.ini").write_text(
        "[pytest]\nasyncio_mode = auto\nasyncio_default_fixture_loop_scope = function\n", encoding="utf-8"
    )
    (directory / "test_shop.py").write_text(f"{FIXTURES}{mark}{BODY}", encoding="utf-8")
    return directory


def measure_test(size: Size) -> Measurement:
    """Compare a test under many schedules with as many tests."""
    runs = size.of(1000)
    with tempfile.TemporaryDirectory() as place:
        explored = f"@pytest.mark.explore(runs={runs}, rungs=['latency'])\nasync def test_it(shop):"
        many = f"@pytest.mark.parametrize('number', range({runs}))\nasync def test_it(shop, number):"
        one = "async def test_it(shop):"
        suites = {
            "one test": (write(Path(place) / "one", one), 1, (ASYNCIO,)),
            "pytest-asyncio": (write(Path(place) / "many", many), runs, (ASYNCIO,)),
            "explored": (write(Path(place) / "explored", explored), 1, (ASYNCIO, OURS)),
        }
        start, stock, ours = interleave(
            [
                Subject(
                    name, lambda suite=suite: run_pytest(suite[0], plugins=suite[2], passed=suite[1]).wall
                )  # type: ignore[misc] # mypy does not take a default for the name
                for name, suite in suites.items()
            ],
            size.rounds,
            warm_up=size.in_full,
        )
    each = [
        Figure(name, tuple(1000 * _beyond(wall, begin) / runs for wall, begin in _pairs(figure, start)))
        for name, figure in (("a test of pytest-asyncio", stock), ("a schedule of asyncproof", ours))
    ]
    return Measurement(
        title="A test with two async fixtures of its own, as one test of many and as one schedule of many",
        unit="ms",
        figures=tuple(each),
        baseline=each[0].name,
        goals=(Goal("a schedule costs no more than a test", each[1].over(each[0]), 1.0),),
        notes=("without what a run of one test takes",),
    )


def _pairs(figure: Figure, start: Figure) -> list[tuple[float, float]]:
    return list(zip(figure.values, start.values, strict=True))


def _beyond(wall: float, begin: float) -> float:
    """Return what is more than the start; where next to nothing is measured, noise may be more."""
    return max(wall - begin, 0.001)
