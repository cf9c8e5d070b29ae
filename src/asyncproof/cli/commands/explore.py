"""Run an async function without arguments under every schedule that matters, and say what breaks it.

MODULE:FUNCTION is imported from here or from where Python looks for modules. A test with fixtures is explored
by `pytest --explore`. A failure is told with the line that does its run again. The exit code is 1 if there is
one. Ctrl-C ends it, and what was found by then is told.
"""

from __future__ import annotations

import shlex
from functools import partial
from typing import TYPE_CHECKING

from asyncproof.cli.exit_code import ExitCode
from asyncproof.cli.exploring.options import add_arguments

if TYPE_CHECKING:
    import argparse

    from rich.console import Console

    from asyncproof.exploring.result import Result
    from asyncproof.exploring.running import Scenario

HELP = "run an async function under every schedule that matters"
__all__ = ["HELP", "add_arguments", "run"]


def run(args: argparse.Namespace, console: Console) -> int:
    """Explore, or do one run again, and print what came of it."""
    from asyncproof.cli.exploring.target import load

    if args.report:
        from asyncproof.cli.exploring.drawing import check_names

        check_names(args)
    scenario = load(args.target)
    return _replay(scenario, args, console) if args.replay is not None else _explore(scenario, args, console)


def _explore(scenario: Scenario, args: argparse.Namespace, console: Console) -> int:
    from asyncproof.cli.exploring.running import explore_quietly
    from asyncproof.exploring.result import Interrupted

    try:
        result = explore_quietly(scenario, args)
    except Interrupted as stop:
        _tell(scenario, args, stop.result, console)
        raise
    _tell(scenario, args, result, console)
    return ExitCode.FINDINGS if result.failures or result.poisoned else ExitCode.OK


def _tell(scenario: Scenario, args: argparse.Namespace, result: Result, console: Console) -> None:
    line = partial(_line, args)
    console.file.write(f"{result.told(line)}\n")
    if args.report:
        from asyncproof.cli.exploring.drawing import draw_result

        console.file.writelines(f"{told}\n" for told in draw_result(scenario, args, result, line))


def _replay(scenario: Scenario, args: argparse.Namespace, console: Console) -> int:
    from asyncproof.cli.exploring.running import replay_aloud, told_aloud

    failure = replay_aloud(scenario, args)
    console.file.write("the run ends well\n" if failure is None else f"{told_aloud(failure)}\n")
    if args.report:
        from asyncproof.cli.exploring.drawing import draw_replay

        told = draw_replay(scenario, args, failure, partial(_line, args))
        console.file.writelines(f"{line}\n" for line in told)
    return ExitCode.OK if failure is None else ExitCode.FINDINGS


def _line(args: argparse.Namespace, word: str) -> str:
    """Return the command that does a run again."""
    who = [] if args.cancel is None else [f"--cancel={args.cancel}"]
    return shlex.join(["asyncproof", "explore", args.target, *who, f"--replay={word}"])
