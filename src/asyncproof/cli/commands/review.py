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

    from asyncproof.check.reading.trouble import Trouble
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

    projects, troubles = _projects([Path(path) for path in args.paths or ["."]])
    found = review(projects, raises=args.traceback, troubles=troubles)
    text = _form(args.format)(found)
    if args.output:
        from asyncproof.check.review.forms import headline

        write_whole(Path(args.output), text)
        console.print(f"{headline(found)} Written to {args.output}", soft_wrap=True, markup=False)
    else:
        console.file.write(text)
    is_low = args.fail_under is not None and (found.score or 0) < args.fail_under
    return ExitCode.FINDINGS if is_low else ExitCode.OK


def _projects(paths: list[Path]) -> tuple[list[tuple[Path, Sequence[Path]]], list[Trouble]]:
    """Return the roots of the projects and the files of each, and what could not be looked into."""
    from asyncproof.check.reading.files import find_files
    from asyncproof.check.reading.trouble import Trouble
    from asyncproof.check.settings.projects import groups_of
    from asyncproof.core import UsageError

    found: list[tuple[Path, Sequence[Path]]] = []
    troubles: list[Trouble] = []
    named = {str(path) for path in paths}
    for group in groups_of(paths):
        settings, files = group.settings, []
        for one in find_files(group.paths, exclude=settings.exclude, base=settings.home):
            if not isinstance(one, Trouble):
                files.append(Path(one.path))
            elif one.path in named:
                raise UsageError(f"{one.path} {one.message}. {one.cure}")
            else:
                troubles.append(one)
        found.append((group.root, files))
    return found, troubles


def _form(name: str) -> Callable[[Review], str]:
    from asyncproof.check.review.forms import json_form, markdown_form, text_form
    from asyncproof.check.review.page import html_form

    return {"text": text_form, "markdown": markdown_form, "html": html_form, "json": json_form}[name]
