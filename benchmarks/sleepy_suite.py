"""A suite of a hundred tests that each sleep for a second."""

from __future__ import annotations

import tempfile
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measurement import Goal, Measurement, Size, Subject
from benchmarks.pytest_run import run_pytest
from benchmarks.rounds import interleave

ASYNCIO = "asyncio"  # the name under which pytest-asyncio registers itself
STOCK_TESTS = 3


def write_suite(directory: Path, *, tests: int, delay: float, marks: str = "") -> Path:
    """Write a suite of *tests* that sleep for *delay* seconds into *directory*."""
    directory.mkdir()
    (directory / "pytest.ini").write_text(
        "[pytest]\nasyncio_mode = auto\nasyncio_default_fixture_loop_scope = function\n", encoding="utf-8"
    )
    lines = ["import asyncio", "import pytest", marks]
    lines += [f"async def test_{number}():\n    await asyncio.sleep({delay})" for number in range(tests)]
    (directory / "test_sleepy.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return directory


def runner(name: str, suite: Path, tests: int, plugins: tuple[str, ...], *options: str) -> Subject:
    """Measure the seconds on the wall of one run of *suite*."""
    return Subject(name, lambda: run_pytest(suite, plugins=plugins, options=options, passed=tests).wall)


def subjects(root: Path, tests: int, delay: float) -> list[Subject]:
    """Write the suites below *root* and list who runs them."""
    plain = write_suite(root / "plain", tests=tests, delay=delay)
    nothing = write_suite(root / "nothing", tests=tests, delay=0)
    virtual = "pytestmark = pytest.mark.virtual_time"
    marked = write_suite(root / "marked", tests=tests, delay=delay, marks=virtual)
    scale = write_suite(root / "scale", tests=STOCK_TESTS, delay=delay)
    found = [
        runner("asyncproof, --virtual-time", plain, tests, (ASYNCIO, "asyncproof"), "--virtual-time"),
        runner("asyncproof, virtual_time marks", marked, tests, (ASYNCIO, "asyncproof")),
        runner("pytest-asyncio, the same with sleep(0)", nothing, tests, (ASYNCIO,)),
        runner(f"pytest-asyncio, only {STOCK_TESTS} tests", scale, STOCK_TESTS, (ASYNCIO,)),
    ]
    if find_spec("looptime") is not None:
        mark = write_suite(
            root / "looptime", tests=tests, delay=delay, marks="pytestmark = pytest.mark.looptime"
        )
        plugins = (ASYNCIO, "looptime_chronometers", "looptime_plugin", "looptime_timeproxies")
        found.append(runner("looptime, its marks", mark, tests, plugins))
    return found


def measure(size: Size) -> Measurement:
    """Compare whole runs of the suite, start of pytest included."""
    tests = size.of(100)
    with tempfile.TemporaryDirectory() as place:
        figures = interleave(
            subjects(Path(place), tests, delay=1 if size.in_full else 0.01), size.rounds, warm_up=size.in_full
        )
    named = {figure.name: figure for figure in figures}
    real = named[f"pytest-asyncio, only {STOCK_TESTS} tests"].median
    return Measurement(
        title=f"A suite of {tests} tests that sleep for a second each",
        unit="s",
        figures=figures,
        baseline="asyncproof, --virtual-time",
        goals=(
            Goal(
                "seconds for the suite in virtual time, of 100 real ones",
                named["asyncproof, --virtual-time"].median,
                3.0,
            ),
        ),
        notes=(
            f"{STOCK_TESTS} tests alone take {real:.1f} s on stock asyncio, so {tests} take about {tests} s",
            "whole processes, with the start of Python and pytest",
        ),
    )
