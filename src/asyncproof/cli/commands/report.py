"""Draw what `pytest --asyncproof-report=FILE.json` has recorded, as one page of HTML that opens from disk.

Several files become one report: those of the machines that a suite was spread over, or of several suites.
With --json they become one file of JSON.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.cli.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse

    from rich.console import Console

HELP = "draw what ran when"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what was recorded, and where the page goes."""
    parser.add_argument("traces", nargs="+", metavar="FILE", help="what a run has recorded, as JSON")
    parser.add_argument("--output", "-o", metavar="FILE", help="the page (default: beside the first FILE)")
    parser.add_argument("--json", action="store_true", help="write JSON in the place of a page")


def run(args: argparse.Namespace, console: Console) -> int:
    """Put the files together, and draw them."""
    from asyncproof.core import UsageError
    from asyncproof.report.file import read_json, replace, write_json
    from asyncproof.report.page import draw

    paths = [Path(name) for name in args.traces]
    output = Path(args.output) if args.output else paths[0].with_suffix(".all.json" if args.json else ".html")
    if output.is_dir():
        raise UsageError(f"{output} is a directory. Name a file in it.")
    drawn = read_json(paths[0])
    for path in paths[1:]:
        drawn.join(read_json(path))
    if args.json:
        write_json(drawn, output)
    else:
        replace(output, draw(drawn))
    console.file.write(f"{output}\n")
    return ExitCode.OK
