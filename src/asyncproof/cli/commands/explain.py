"""Show the page of a guard, of an explanation or of an error, as failures name it; without a name, list all.

The name of a group, as `leaks`, lists the guards in it. What Python or pytest has printed, in quotes, leads
to the pages of what it means. In a pipe the pages are plain Markdown.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from asyncproof.cli.exit_code import ExitCode
from asyncproof.core import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from rich.console import Console

    from asyncproof.cli.pages import Book, Page

HELP = "explain what a guard found, what a failure means or what an error says"
_WIDEST = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the name of a page."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="what a failure says after 'more:'")


def run(args: argparse.Namespace, console: Console) -> int:
    """Print one page, or the list of pages."""
    from asyncproof.cli.pages import open_book

    book = open_book()
    if args.name is None:
        for title, pages in book.chapters():
            _print_list(title, pages, console)
        return ExitCode.OK
    found = book.find(args.name)
    if not found:
        raise UsageError(_unknown(args.name, book))
    if len({page.name for page in found}) > 1:
        _print_list(args.name, found, console)
    else:
        _print_page("\n".join(page.read() for page in found), console)
    return ExitCode.OK


def _unknown(name: str, book: Book) -> str:
    close = book.close_to(name)
    did_you_mean = f" Did you mean {' or '.join(map(repr, close))}?" if close else ""
    return f"There is no page {name!r}.{did_you_mean}\nAll of them: asyncproof explain"


def _print_page(text: str, console: Console) -> None:
    if not console.is_terminal:
        console.file.write(text)
        return
    from rich.markdown import Markdown

    console.print(Markdown(text), width=min(console.width, _WIDEST))


def _print_list(title: str, pages: Sequence[Page], console: Console) -> None:
    from rich.text import Text

    width = max(len(page.name) for page in pages)
    console.print(Text(title, style="bold"))
    for page in pages:
        room = max(min(console.width, _WIDEST) - width - 4, 30)
        first, *others = textwrap.wrap(page.summary, room)
        console.print(Text.assemble("  ", (f"{page.name:<{width}}", "cyan"), f"  {first}"), soft_wrap=True)
        for line in others:
            console.print(Text(f"{'':<{width + 4}}{line}"), soft_wrap=True)
    console.print()
