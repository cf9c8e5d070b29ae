"""Read the tests and the code that they test, and say which tests test nothing; nothing of it is run.

PATHS are files or folders, the current folder if there are none. `asyncproof explain NAME` says why a rule
matters and what it cannot see. A comment `# asyncproof: ignore[NAME]` at the end of a line allows what a rule
finds there. The exit code is 1 if there are errors, or files that could not be read.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.cli.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from rich.console import Console

    from asyncproof.check.checker import Found
    from asyncproof.check.outcome import Outcome

HELP = "read the tests, and say which of them test nothing"
FORMATS = ("text", "concise", "json")
_STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold cyan",
    "place": "dim",
    "mark": "red",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the paths, the rules and the form of the output."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders (default: .)")
    parser.add_argument(
        "--select", action="append", default=[], metavar="RULES", help="only these rules: names, codes, `all`"
    )
    parser.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="RULES",
        help="all but these rules, with commas between",
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="the form of the output")
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0, whatever is found")


def run(args: argparse.Namespace, console: Console) -> int:
    """Check, and print the outcome."""
    from asyncproof.check.checker import Checker
    from asyncproof.check.selection import selected

    rules = selected(_words(args.select), _words(args.ignore))
    paths = [Path(path) for path in args.paths or ["."]]
    checker = Checker(root_of(paths), rules, raises=args.traceback)
    try:
        outcome = checker.check(list(_files(paths, checker.found)))
    except KeyboardInterrupt:
        _print(checker.found.outcome(), args.format, console)
        raise
    _print(outcome, args.format, console)
    return ExitCode.OK if outcome.is_clean or args.exit_zero else ExitCode.FINDINGS


def _words(options: list[str]) -> list[str]:
    return [word.strip() for option in options for word in option.split(",") if word.strip()]


def _files(paths: list[Path], found: Found) -> Iterator[Path]:
    from asyncproof.check.reading.files import find_files
    from asyncproof.check.reading.trouble import Trouble

    for one in find_files(paths):
        if isinstance(one, Trouble):
            found.troubles.append(one)
        else:
            yield Path(one.path)


def root_of(paths: list[Path]) -> Path:
    """Return the folder from which the project is seen: that of its pyproject.toml, or of its repository."""
    start = paths[0].resolve()
    start = start if start.is_dir() else start.parent
    for folder in (start, *start.parents):
        if any((folder / name).exists() for name in ("pyproject.toml", "setup.py", "setup.cfg", ".git")):
            return folder
    return start


def _print(outcome: Outcome, form: str, console: Console) -> None:
    if form == "json":
        from asyncproof.check.output.json_form import json_form

        console.file.write(json_form(outcome) + "\n")
    elif form == "concise":
        from asyncproof.check.output.concise import concise

        console.file.writelines(f"{line}\n" for line in concise(outcome))
    else:
        from rich.text import Text

        from asyncproof.check.output.text import text

        for line in text(outcome):
            console.print(
                Text.assemble(*((part.text, _STYLES.get(part.role, "")) for part in line)), soft_wrap=True
            )
