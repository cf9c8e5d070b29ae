"""Prints what a check has come to: for people with colours, for programs as they want it, or into a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.check.output.forms import lines_of
from asyncproof.check.output.place import shown_path
from asyncproof.check.output.printable import printable
from asyncproof.check.output.text import Part, summary, text
from asyncproof.cli.console import wants_color
from asyncproof.core import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping

    from rich.console import Console

    from asyncproof.check.output.text import Line
    from asyncproof.cli.checking.running import Result

_STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold cyan",
    "place": "dim",
    "mark": "red",
}


def show(result: Result, args: argparse.Namespace, console: Console) -> None:
    """Print the outcome, or write it into a file and print what it comes to; then the notes."""
    if args.diff:
        console.file.writelines(result.difference)
    elif args.output:
        from asyncproof.cli.checking.writing import write_whole

        write_whole(Path(args.output), "".join(f"{line}\n" for line in _plain(result, args)))
        if not args.quiet:
            print(f"{summary(result.outcome)} More in {shown_path(args.output)}.", file=console.file)
    elif args.format == "text":
        _print_lines(_text(result, args), args, console)
    else:
        console.file.writelines(f"{line}\n" for line in _plain(result, args))
    if result.notes and not args.quiet:
        console.file.flush()  # so that both stand in the right order where they go to one place
        for note in result.notes:
            print(printable(note), file=sys.stderr)


def refuse_contradictions(args: argparse.Namespace) -> None:
    """Refuse what can't be had together, before anything is checked."""
    if args.statistics and args.format not in {"text", "json"}:
        raise UsageError(f"--statistics has no form {args.format!r}. Take --format text or --format json.")
    if args.diff and (args.output or args.statistics or args.write_baseline):
        raise UsageError(
            "--diff shows a difference and nothing else. "
            "Leave out --output, --statistics and --write-baseline."
        )
    if args.watch and (args.output or args.format not in {"text", "concise"}):
        raise UsageError(
            "--watch is for people to read. Leave out --output, and take --format text or --format concise."
        )


def _plain(result: Result, args: argparse.Namespace) -> Iterable[str]:
    """Return the lines of the output, without colours."""
    if args.statistics:
        from asyncproof.check.output.statistics import as_json, as_lines

        outcome = result.outcome
        return [as_json(outcome)] if args.format == "json" else [*as_lines(outcome), summary(outcome)]
    return lines_of(args.format, result.outcome, base=repository(os.environ), fail_on=result.fail_on)


def _text(result: Result, args: argparse.Namespace) -> Iterable[Line]:
    if not args.statistics:
        # Of findings that were just written down nobody may say that there were none.
        silent = args.write_baseline and not (result.outcome.hits or result.outcome.troubles)
        return text(result.outcome, sums_up=not args.quiet and not silent)
    from asyncproof.check.output.statistics import as_lines

    lines = [*as_lines(result.outcome), *([] if args.quiet else [summary(result.outcome)])]
    return [(Part(line),) for line in lines]


def _print_lines(lines: Iterable[Line], args: argparse.Namespace, console: Console) -> None:
    """Print lines for people; without colours they need no more than their text."""
    colored = wants_color(args.color, terminal=console.file.isatty(), environ=os.environ)
    for line in lines:
        if colored:
            _print(line, console)
        else:
            console.file.write("".join(part.text for part in line) + "\n")


def _print(line: Line, console: Console) -> None:
    from rich.text import Text

    console.print(Text.assemble(*((part.text, _STYLES.get(part.role, "")) for part in line)), soft_wrap=True)


def repository(environ: Mapping[str, str]) -> str:
    """Return the top of the repository, from which a CI service sees paths."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        top = environ.get(name)
        if top and Path.cwd().is_relative_to(Path(top).resolve()):
            return top
    here = Path.cwd()
    return str(next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here))
