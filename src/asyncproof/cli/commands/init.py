"""Add what a project's configuration does not say yet about its async tests; what it says is never touched.

pytest-asyncio's mode and loop scopes are written where pytest reads its settings for PATH, with the values
that hold without them, so that no test runs otherwise than before. A .pre-commit-config.yaml gets the hook
for `asyncproof check`. The difference is shown first. The exit code is 1 if something is left to add.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from asyncproof.cli.exit_code import ExitCode
from asyncproof.cli.project_path import add_project, find_project

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from rich.console import Console

    from asyncproof.check.reading.source import Source
    from asyncproof.cli.init.plan import Plan

HELP = "write down how async tests run, in the project's own configuration"
_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the project, and whether anybody is to be asked."""
    add_project(parser, to="to set up")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--yes", action="store_true", help="write it without asking")
    how.add_argument("--diff", action="store_true", help="show what would be written, and write nothing")


def run(args: argparse.Namespace, console: Console) -> int:
    """Show what would be added, ask, and write it."""
    from asyncproof.cli.init.plan import make_plan

    path = find_project(args, to="to set up")
    plan = make_plan(path)
    for before, after in plan.changes:
        _show(before, after, console)
    for text in (*plan.undone, *plan.remarks):
        print(text, file=console.file)
    if not plan.changes:
        if not plan.undone:
            print("Nothing to add: how async tests run is written down.", file=console.file)
        return ExitCode.FINDINGS if plan.undone else ExitCode.OK
    if args.diff or not (args.yes or _agreed(console)):
        return ExitCode.FINDINGS
    return _write(plan, console)


def _show(before: Source, after: Source, console: Console) -> None:
    from asyncproof.check.fixing.difference import difference
    from asyncproof.check.output.place import shown_path

    for line in difference(before, after, shown_path(before.path)):
        if console.file.isatty():
            console.print(line.rstrip("\r\n"), style=_STYLES.get(line[0]), soft_wrap=True)
        else:
            console.file.write(line)


def _agreed(console: Console) -> bool:
    if not (sys.stdin.isatty() and console.file.isatty()):
        print(
            "Nothing is written: there is nobody to ask. With --yes it is written unasked.",
            file=console.file,
        )
        return False
    try:
        answer = input("Write this? [y/N] ")
    except EOFError:
        answer = ""
    return answer.strip().lower() in {"y", "yes"}


def _write(plan: Plan, console: Console) -> int:
    from asyncproof.check.output.place import shown_path
    from asyncproof.cli.init.writing import trouble_with_writing

    left = bool(plan.undone)
    for before, after in plan.changes:
        trouble = trouble_with_writing(before, after)
        left = left or trouble is not None
        print(trouble or f"Written: {shown_path(before.path)}", file=console.file)
    for place in plan.places:
        print(_doctor_on(place.rootdir), file=console.file)
    return ExitCode.FINDINGS if left else ExitCode.OK


def _doctor_on(rootdir: Path) -> str:
    """Say in one line what the doctor thinks of the project now."""
    from asyncproof.check.output.place import shown_path
    from asyncproof.cli.doctor.checks import run_checks
    from asyncproof.cli.doctor.project import examine
    from asyncproof.core import Severity

    wrong = sum(finding.severity is not Severity.INFO for finding in run_checks(examine(rootdir)))
    where = shown_path(str(rootdir))
    called = "asyncproof doctor" if where == "." else f"asyncproof doctor {where}"
    if not wrong:
        return f"{called}: nothing is wrong."
    things = "1 thing was" if wrong == 1 else f"{wrong} things were"
    return f"{called}: {things} wrong before, and still is up to you."
