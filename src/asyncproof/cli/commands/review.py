"""Answer the review questions about a suite of async tests, with numbers and places; nothing of it is run.

PATHS are files or folders, the current folder if there are none: name the tests and the code that they test.
Each question gets a score from 0 to 100, or a dash where the project has nothing that it is about. The exit
code is 0, or with --fail-under 1 if the score is below that.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.cli.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from rich.console import Console

    from asyncproof.check.review.answer import Review

HELP = "answer the review questions about your async tests, with scores"
FORMATS = ("text", "markdown", "html", "json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the paths and the form of the output."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders (default: .)")
    parser.add_argument("--format", choices=FORMATS, default="text", help="the form of the output")
    parser.add_argument(
        "--output", metavar="FILE", help="write the review there, and one line to the terminal"
    )
    parser.add_argument("--fail-under", type=int, metavar="N", help="exit with 1 if the score is below N")


def run(args: argparse.Namespace, console: Console) -> int:
    """Review, and print or write the answers."""
    from asyncproof.check.review.reviewing import review
    from asyncproof.cli.checking.writing import write_whole

    found = review(_projects([Path(path) for path in args.paths or ["."]]), raises=args.traceback)
    text = _form(args.format)(found)
    if args.output:
        from asyncproof.check.review.forms import headline

        write_whole(Path(args.output), text)
        console.print(f"{headline(found)} Written to {args.output}", soft_wrap=True, markup=False)
    else:
        console.file.write(text)
    is_low = args.fail_under is not None and (found.score or 0) < args.fail_under
    return ExitCode.FINDINGS if is_low else ExitCode.OK


def _projects(paths: list[Path]) -> list[tuple[Path, Sequence[Path]]]:
    """Return the roots of the projects, and the files of each; what can't be read is left out and told."""
    from asyncproof.check.reading.files import find_files
    from asyncproof.check.reading.trouble import Trouble
    from asyncproof.check.settings.home import root_of, settings_for
    from asyncproof.core import UsageError

    found: dict[Path, list[Path]] = {}
    for path in paths:
        settings = settings_for(path)
        for one in find_files([path], exclude=settings.exclude, base=settings.home):
            if isinstance(one, Trouble) and one.path == str(path):
                raise UsageError(f"{one.path} {one.message}. {one.cure}")
            if not isinstance(one, Trouble):
                found.setdefault(root_of(path), []).append(Path(one.path))
    return list(found.items())


def _form(name: str) -> Callable[[Review], str]:
    from asyncproof.check.review.forms import json_form, markdown_form, text_form
    from asyncproof.check.review.page import html_form

    return {"text": text_form, "markdown": markdown_form, "html": html_form, "json": json_form}[name]
