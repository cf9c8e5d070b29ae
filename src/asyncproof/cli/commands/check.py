"""Read the tests and the code that they test, and say which tests test nothing; nothing of it is run.

PATHS are files or folders, the current folder if there are none. `asyncproof explain NAME` says why a rule
matters and what it cannot see. A comment `# asyncproof: ignore[NAME]` at the end of a line allows what a rule
finds there. What holds for a project stands in its pyproject.toml, under [tool.asyncproof.check]. The exit
code is 1 if there are errors, or files that could not be read.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.cli.checking.options import add_arguments
from asyncproof.cli.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse

    from rich.console import Console

HELP = "read the tests, and say which of them test nothing"
__all__ = ["HELP", "add_arguments", "run"]


def run(args: argparse.Namespace, console: Console) -> int:
    """Check, and print the outcome."""
    from asyncproof.cli.checking.printing import refuse_contradictions, show
    from asyncproof.cli.checking.running import check

    refuse_contradictions(args)
    paths = [Path(path) for path in args.paths or ["."]]
    if args.watch:
        from asyncproof.cli.checking.watching import watch

        return watch(paths, args, console)
    result = check(paths, args)
    show(result, args, console)
    if result.interrupted:
        raise KeyboardInterrupt
    stops = bool(result.difference) if args.diff else result.stops
    return ExitCode.FINDINGS if stops and not args.exit_zero else ExitCode.OK
