"""The report of `asyncproof explore`: what was found, and a picture of the run that is told."""

from __future__ import annotations

import platform
import traceback
from contextlib import redirect_stdout
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from asyncproof._version import __version__
from asyncproof.cli.exploring.options import Who
from asyncproof.exploring.drawn import drawn, drawn_failure
from asyncproof.exploring.explorer import read_word
from asyncproof.exploring.headline import headline
from asyncproof.exploring.nowhere import Nowhere
from asyncproof.exploring.result import POISONED
from asyncproof.exploring.running import Runner
from asyncproof.exploring.targets import Targets
from asyncproof.loop import TIMING
from asyncproof.loop.choosers import FirstChooser, ReplayChooser
from asyncproof.loop.onlooking import looking_on
from asyncproof.report.facts import facts_of
from asyncproof.report.packing import pack
from asyncproof.report.recording.recorder import Recorder
from asyncproof.report.run import Run, Test
from asyncproof.report.writing import PAGE, check, leads_to, write

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from asyncproof.core import Chooser
    from asyncproof.exploring.result import Failure, Result
    from asyncproof.exploring.running import Scenario


def check_names(args: argparse.Namespace) -> None:
    """Refuse what can be no report before anything is run."""
    for name in args.report:
        check(Path(name), f"--report={name}")


def draw_result(
    scenario: Scenario, args: argparse.Namespace, result: Result, line: Callable[[str], str]
) -> Iterator[str]:
    """Write the reports of an exploration, and yield where they are; `line` does a run again."""
    test = Test(args.target, explored=drawn(result, result.runs))
    if result.failure is None and result.poisoned:
        test.outcome, test.error = "failed", POISONED
    else:
        _tell(test, result.failure, line, [_also(other, line) for other in result.failures[1:]])
        _draw(test, scenario, args, None if result.failure is None else result.failure.schedule)
    yield from _written(test, args.report)


def draw_replay(
    scenario: Scenario, args: argparse.Namespace, failure: Failure | None, line: Callable[[str], str]
) -> Iterator[str]:
    """Write the reports of one run that was done again, and yield where they are."""
    test = Test(args.target, explored=None if failure is None else drawn(None, 1))
    _tell(test, failure, line)
    _draw(test, scenario, args, args.replay)
    yield from _written(test, args.report)


def _tell(
    test: Test, failure: Failure | None, line: Callable[[str], str], others: list[str] | None = None
) -> None:
    if failure is None or test.explored is None:
        return
    error = failure.exception
    test.outcome, test.error = "failed", headline(error)
    test.texts.append(["the failure", "".join(traceback.format_exception(error))])
    test.explored["failure"] = drawn_failure(
        error,
        failure.rung,
        failure.comparison,
        story=failure.story,
        replay=line(failure.schedule),
        others=others or [],
    )


def _also(failure: Failure, line: Callable[[str], str]) -> str:
    return f"also, {failure.rung.value}: {headline(failure.exception)}\nreplay: {line(failure.schedule)}"


def _draw(test: Test, scenario: Scenario, args: argparse.Namespace, word: str | None) -> None:
    """Do a run once more while somebody looks on; without a word, the run that stock asyncio does."""
    chooser: Chooser = FirstChooser()
    runner, policy, recorder = Runner(scenario, seed=args.seed), TIMING, Recorder()
    began = perf_counter()
    if word is not None:
        policy, choices = read_word(word, Targets(Who(args.cancel).value))
        runner, chooser = Runner(scenario, seed=choices.seed), ReplayChooser(choices)
    with runner.many_runs(), redirect_stdout(Nowhere()), looking_on(recorder):
        runner.run(chooser, policy)
    picture = recorder.data()
    test.seconds = perf_counter() - began
    test.facts, test.picture = facts_of(picture), pack(picture)
    test.virtual = test.facts["span"]


def _written(test: Test, names: list[str]) -> Iterator[str]:
    run = Run(about={"asyncproof": __version__, "python": platform.python_version()})
    run.add(test)
    for name in names:
        write(run, Path(name))
        shown = leads_to(name, test.id) if test.matters and name.endswith(PAGE) else name
        yield f"report: {shown}"
