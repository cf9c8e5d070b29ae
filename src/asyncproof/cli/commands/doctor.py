"""Show what is installed here and how the project's async tests are configured, and say what is wrong.

It looks at this environment's packages, at the configuration file that pytest reads for PATH, and at the
fixtures in its test files. Nothing is imported, run or changed. The exit code is 1 if something is wrong.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from asyncproof.cli.exit_code import ExitCode
from asyncproof.cli.project_path import add_project, find_project

if TYPE_CHECKING:
    import argparse

    from rich.console import Console

HELP = "show what is installed and what is misconfigured, and what to write instead"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the project and the form of the output."""
    add_project(parser, to="to look at")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")


def run(args: argparse.Namespace, console: Console) -> int:
    """Examine the environment and the project, and print the report."""
    from asyncproof.cli.doctor.page import draw
    from asyncproof.cli.doctor.report import as_data, examine_everything

    path = find_project(args, to="to look at")
    report = examine_everything(path)
    if args.json:
        console.file.write(json.dumps(as_data(report), indent=2) + "\n")
    else:
        draw(report, console)
    return ExitCode.OK if report.healthy else ExitCode.FINDINGS
