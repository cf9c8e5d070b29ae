"""The command: `python -m benchmarks [NAME ...]`; `--help` lists its options."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from benchmarks import (
    apps,
    counter,
    databases,
    doubles,
    explore,
    explore_beside,
    explore_price,
    explore_workers,
    guards,
    imports,
    memory,
    oracles,
    overhead,
    sleeping,
    sleepy_suite,
    stubs,
)
from benchmarks.machine import describe_machine
from benchmarks.measurement import Size
from benchmarks.pytest_run import compiling_once
from benchmarks.record import as_markdown, write_json, write_page
from benchmarks.table import print_measurement

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.measurement import Measurement

BENCHMARKS: dict[str, Callable[[Size], Measurement]] = {
    "counter": counter.measure,
    "sleep": sleeping.measure,
    "suite": sleepy_suite.measure,
    "overhead": overhead.measure,
    "guards": guards.measure,
    "each-guard": guards.measure_each,
    "memory": memory.measure,
    "imports": imports.measure,
    "stubs": stubs.measure,
    "apps": apps.measure,
    "fakes": doubles.measure,
    "fakes-made": doubles.measure_making,
    "explore": explore.measure,
    "explore-failure": explore.measure_failures,
    "explore-proof": explore_beside.measure_proof,
    "explore-cancel": explore_beside.measure_cancelling,
    "explore-test": explore_price.measure_test,
    "explore-workers": explore_workers.measure,
    "explore-workers-short": explore_workers.measure_short,
    "oracles": oracles.measure,
    "databases": databases.measure,
    "databases-sqlite": databases.measure_sqlite,
}


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure asyncproof beside its peers."
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"which ones: {', '.join(BENCHMARKS)} (default: all)"
    )
    parser.add_argument(
        "--rounds", type=int, default=7, help="how often each subject is measured (default: 7)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="two rounds of very little work: does it run at all?"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all values to FILE")
    parser.add_argument(
        "--page", type=Path, metavar="FILE", help="also replace the figures in this Markdown page"
    )
    parser.add_argument(
        "--markdown", action="store_true", help="print sections of Markdown, in the place of tables"
    )
    parser.add_argument("--check", action="store_true", help="exit with 1 if a goal is missed")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark is called {unknown[0]!r}; there are {', '.join(BENCHMARKS)}")
    if options.page and options.names:
        parser.error("--page replaces all figures of the page: leave out the names")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print as it goes, and write what was asked for."""
    options = parse(arguments)
    console = Console()
    machine = describe_machine()
    console.print(f"{machine}; rounds are interleaved\n", highlight=False)
    size = Size(rounds=2, scale=0.01) if options.quick else Size(rounds=options.rounds)
    measurements: dict[str, Measurement] = {}
    with compiling_once():
        for name in options.names or BENCHMARKS:
            measurements[name] = BENCHMARKS[name](size)
            if options.markdown:
                print(as_markdown(measurements[name]), end="\n\n", flush=True)
            else:
                print_measurement(console, measurements[name])
    if options.json:
        write_json(options.json, machine, measurements)
    if options.page:
        write_page(options.page, machine, measurements)
    missed = [goal for each in measurements.values() for goal in each.goals if not goal.met]
    return 1 if options.check and missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
