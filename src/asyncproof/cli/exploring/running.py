"""Explores a function as the command line says, and does one run of it again."""

from __future__ import annotations

import shutil
import sys
import time
import traceback
from contextlib import contextmanager, redirect_stdout
from typing import TYPE_CHECKING

from asyncproof.cli.exploring.options import Who, how_to_explore
from asyncproof.exploring.comparing.compare import compare
from asyncproof.exploring.explorer import RUNS, explore, read_word, rung_of
from asyncproof.exploring.meter import Meter
from asyncproof.exploring.nowhere import Nowhere
from asyncproof.exploring.progress import Progress
from asyncproof.exploring.result import Failure
from asyncproof.exploring.running import Runner
from asyncproof.exploring.story import Storyteller
from asyncproof.exploring.targets import Targets
from asyncproof.loop import TIMING
from asyncproof.loop.choosers import FirstChooser, ReplayChooser

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from asyncproof.exploring.result import Result
    from asyncproof.exploring.running import Scenario

LEAST = 20
"""Runs that are allowed however little time there is."""


def explore_quietly(scenario: Scenario, args: argparse.Namespace) -> Result:
    """Explore, and show how far it has come; what the runs print is dropped."""
    with redirect_stdout(Nowhere()), _progress() as progress:
        runs = affordable(scenario, args) if args.runs is None else args.runs
        return explore(scenario, runs=runs, progress=progress, **how_to_explore(args))


def replay_aloud(scenario: Scenario, args: argparse.Namespace) -> Failure | None:
    """Do one run again, and return how it fails; None if it does not."""
    policy, choices = read_word(args.replay, Targets(Who(args.cancel).value))
    runner, teller = Runner(scenario, seed=choices.seed), Storyteller()
    with runner.many_runs():
        outcome = runner.run(teller.listen(ReplayChooser(choices)), policy, watchers=[teller])
        if outcome.error is None:
            return None
        with redirect_stdout(Nowhere()):  # it takes more runs, and this one was to be heard
            comparison = compare(runner, policy, outcome)
    return Failure(
        outcome.error, rung_of(args.replay), args.replay, teller.tell(), run=1, comparison=comparison
    )


def told_aloud(failure: Failure) -> str:
    """Tell of a run that was done again, with all of the traceback."""
    told = "".join(traceback.format_exception(failure.exception))
    return "\n".join([told, *failure.told()])


def affordable(scenario: Scenario, args: argparse.Namespace) -> int:
    """Return how many runs there is time for, so that each rung gets its share of it."""
    if args.seconds is None:
        return RUNS
    began = time.perf_counter()
    Runner(scenario, seed=args.seed).run(FirstChooser(), TIMING)
    each = max(time.perf_counter() - began, 1e-4)
    return max(LEAST, int(args.seconds / each) * (args.workers or 1))


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Return who counts the runs, and shows it on a terminal."""
    file = sys.stderr
    if not file.isatty():
        yield None
        return
    meter = Meter(file, lambda: shutil.get_terminal_size().columns)
    try:
        yield Progress(meter.show)
    finally:
        meter.clear()
