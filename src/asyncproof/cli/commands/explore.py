"""Run an async function without arguments under every schedule that matters, and say what breaks it.

MODULE:FUNCTION is imported from here or from where Python looks for modules. A test with fixtures is explored
by `pytest --explore`. A failure is told with the line that does its run again. The exit code is 1 if there is
one. Ctrl-C ends it, and what was found by then is told.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from asyncproof.cli.exit_code import ExitCode
from asyncproof.cli.exploring.options import add_arguments

if TYPE_CHECKING:
    import argparse

    from rich.console import Console

HELP = "run an async function under every schedule that matters"
__all__ = ["HELP", "add_arguments", "run"]


def run(args: argparse.Namespace, console: Console) -> int:
    """Explore, or do one run again, and print what came of it."""
    from asyncproof.cli.exploring.running import explore_quietly, replay_aloud
    from asyncproof.cli.exploring.target import load
    from asyncproof.exploring.result import Interrupted

    scenario = load(args.target)
    if args.replay is not None:
        told = replay_aloud(scenario, args)
        console.file.write("the run ends well\n" if told is None else f"{told}\n")
        return ExitCode.OK if told is None else ExitCode.FINDINGS
    try:
        result = explore_quietly(scenario, args)
    except Interrupted as stop:
        console.file.write(f"{stop.result.told(lambda word: _line(args, word))}\n")
        raise
    console.file.write(f"{result.told(lambda word: _line(args, word))}\n")
    return ExitCode.FINDINGS if result.failures or result.poisoned else ExitCode.OK


def _line(args: argparse.Namespace, word: str) -> str:
    """Return the command that does a run again."""
    who = [] if args.cancel is None else [f"--cancel={args.cancel}"]
    return shlex.join(["asyncproof", "explore", args.target, *who, f"--replay={word}"])
