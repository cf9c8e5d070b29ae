"""What the guards cost in memory: forty modules, each with a big fixture that is soon garbage."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measurement import Goal, Measurement, Size, Subject
from benchmarks.overhead import ALONE
from benchmarks.pytest_run import Cost, run_pytest
from benchmarks.rounds import interleave
from benchmarks.sleepy_suite import ASYNCIO

MODULES = 40
TESTS = 10
GUARDED = "all guards"
GOAL = 1.10
TEXT = '''
import pytest

@pytest.fixture(scope="module")
def heap():
    """A big heap in which everything holds everything."""
    root = {{}}
    for number in range({objects}):
        root[number] = {{"up": root, "list": [number], "text": str(number)}}
    return root

@pytest.mark.asyncio
@pytest.mark.parametrize("number", range({tests}))
async def test_heap(heap, number):
    assert heap[number]["list"] == [number]
'''


def write_suite(directory: Path, objects: int) -> None:
    """Write the modules."""
    (directory / "pytest.ini").write_text(
        "[pytest]\nasyncio_mode = strict\nasyncio_default_fixture_loop_scope = function\n", encoding="utf-8"
    )
    for number in range(MODULES):
        text = TEXT.format(objects=objects, tests=TESTS)
        (directory / f"test_heap_{number}.py").write_text(text, encoding="utf-8")


def measure(size: Size) -> Measurement:
    """Compare the peak of memory of whole runs."""
    with tempfile.TemporaryDirectory() as place:
        directory = Path(place)
        write_suite(directory, size.of(50_000))
        seconds: dict[str, list[float]] = {ALONE: [], GUARDED: []}

        def subject(name: str, *plugins: str) -> Subject:
            def peak() -> float:
                cost: Cost = run_pytest(directory, plugins=plugins, passed=MODULES * TESTS)
                seconds[name].append(cost.cpu)
                return cost.peak

            return Subject(name, peak)

        figures = interleave(
            [subject(ALONE, ASYNCIO), subject(GUARDED, ASYNCIO, "asyncproof")],
            size.rounds,
            warm_up=size.in_full,
        )
    alone, guarded = figures
    lean, watched = (sorted(values)[len(values) // 2] for values in seconds.values())
    return Measurement(
        title=f"Memory at its peak, {MODULES} modules with a big heap each",
        unit="MiB",
        figures=figures,
        baseline=ALONE,
        goals=(Goal("the guards take at most 10 % more memory", guarded.over(alone), GOAL),),
        notes=(f"CPU: {lean:.2f} s alone, {watched:.2f} s with all guards",),
    )
