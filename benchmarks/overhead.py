"""What the plugin costs a suite of trivial async tests."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measurement import Goal, Measurement, Size, Subject
from benchmarks.pytest_run import run_pytest
from benchmarks.rounds import interleave
from benchmarks.sleepy_suite import ASYNCIO

MODULES = 20
ALONE = "pytest-asyncio alone"
UNUSED = "with asyncproof, --no-guards"
VIRTUAL = "with asyncproof, --no-guards --virtual-time"
UNUSED_GOAL = 1.02
VIRTUAL_GOAL = 1.15


def write_suite(directory: Path, tests_a_module: int) -> None:
    """Write a suite of trivial async tests."""
    (directory / "pytest.ini").write_text(
        "[pytest]\nasyncio_mode = strict\nasyncio_default_fixture_loop_scope = function\n", encoding="utf-8"
    )
    tests = (
        f"@pytest.mark.asyncio\nasync def test_{each}():\n    assert True" for each in range(tests_a_module)
    )
    lines = ["import pytest", *tests]
    for number in range(MODULES):
        (directory / f"test_trivial_{number}.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


def measure(size: Size) -> Measurement:
    """Compare the CPU time of whole runs with and without the plugin."""
    each = size.of(100)
    tests = each * MODULES
    with tempfile.TemporaryDirectory() as place:
        directory = Path(place)
        write_suite(directory, each)

        def cost(plugins: tuple[str, ...], *options: str) -> float:
            return run_pytest(directory, plugins=plugins, options=options, passed=tests).cpu

        figures = interleave(
            [
                Subject(ALONE, lambda: cost((ASYNCIO,))),
                Subject(UNUSED, lambda: cost((ASYNCIO, "asyncproof"), "--no-guards")),
                Subject(VIRTUAL, lambda: cost((ASYNCIO, "asyncproof"), "--no-guards", "--virtual-time")),
            ],
            size.rounds,
            warm_up=size.in_full,
        )
    alone, unused, virtual = figures
    return Measurement(
        title=f"A suite of {tests:,} trivial async tests",
        unit="CPU s",
        figures=figures,
        baseline=ALONE,
        goals=(
            Goal(
                "the plugin costs at most 2 % without guards and virtual time",
                unused.over(alone),
                UNUSED_GOAL,
            ),
            Goal("the plugin costs at most 15 % with --virtual-time", virtual.over(alone), VIRTUAL_GOAL),
        ),
        notes=(f"{(virtual.median - alone.median) / tests * 1e6:.0f} µs a test more with --virtual-time",),
    )
