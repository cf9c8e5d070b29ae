"""Builds the parser for the command line, with no more commands loaded than the call needs."""

from __future__ import annotations

import argparse
import inspect
from difflib import get_close_matches
from typing import TYPE_CHECKING, NoReturn

from asyncproof._version import __version__
from asyncproof.cli.outline import outline_of
from asyncproof.cli.registry import command_names, load_command
from asyncproof.core import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_COLORS = ("auto", "always", "never")
_DESCRIPTION = (
    "Async tests you can trust. The tests themselves run with pytest; these commands are beside it."
)
_EPILOG = """\
exit codes:
  0    nothing to complain about
  1    something is wrong with what was looked at
  2    the command line was not understood
  3    asyncproof itself failed: a bug
  130  interrupted
"""


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Leaves room for the longest option, so that every help text stands beside its option."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=32)


class CommandLineError(UsageError):
    """The command line says something that no command understands."""


class Parser(argparse.ArgumentParser):
    """A parser that raises its errors, so that there is one place that prints them."""

    def error(self, message: str) -> NoReturn:
        """Raise the error with the way to help."""
        raise CommandLineError(f"{message}\nTry: {self.prog} --help")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Parse a command line, or raise what is wrong with it."""
    name = _command_in(argv)
    asks_version = name is None and "--version" in argv
    parser = build_parser([name] if name else [] if asks_version else command_names())
    args, unknown = parser.parse_known_args(argv)
    paths = getattr(args, "paths", None)
    while unknown and isinstance(paths, list) and not unknown[0].startswith("-"):
        paths.append(unknown.pop(0))  # argparse takes none of them behind an option
    if unknown:
        _refuse(unknown[0], parser, name)
    return args


def build_parser(names: Iterable[str]) -> Parser:
    """Build the parser with these commands."""
    parser = Parser(
        prog="asyncproof",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=_HelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version", action="version", version=f"asyncproof {__version__}", help="show the version"
    )
    _add_common(parser, color="auto", traceback=False)
    subparsers = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND")
    for name in names:
        command = load_command(name)
        subparser = subparsers.add_parser(
            name,
            help=command.HELP,
            description=inspect.getdoc(command),
            formatter_class=_HelpFormatter,
            allow_abbrev=False,
        )
        # Said before the command or after it; only what is said may overwrite what was said before.
        _add_common(subparser, color=argparse.SUPPRESS, traceback=argparse.SUPPRESS)
        command.add_arguments(subparser)
    return parser


def _add_common(parser: Parser, *, color: object, traceback: object) -> None:
    parser.add_argument(
        "--color",
        choices=_COLORS,
        default=color,
        metavar="WHEN",
        help="colours: auto (the default), always or never",
    )
    parser.add_argument(
        "--traceback", action="store_true", default=traceback, help="show the traceback if asyncproof fails"
    )


def _command_in(argv: Sequence[str]) -> str | None:
    """Return the command that is called, None if there is none, or raise if there is no such command."""
    words = iter(argv)
    for word in words:
        if word == "--color":
            next(words, None)
        elif not word.startswith("-"):
            if word in command_names():
                return word
            raise _no_such_command(word)
    return None


def _no_such_command(word: str) -> CommandLineError:
    names = command_names()
    listed = f"The commands are: {', '.join(names)}."
    return CommandLineError(f"There is no command {word!r}.{_hint(word, names)}\n{listed}")


def _refuse(word: str, parser: Parser, name: str | None) -> NoReturn:
    outline = outline_of(parser, name="asyncproof")
    known = [option for level in (outline, *outline.commands) for option in level.option_names()]
    called = f"asyncproof {name}" if name else "asyncproof"
    what = "option" if word.startswith("-") else "further argument"
    raise CommandLineError(f"{called} takes no {what} {word!r}.{_hint(word, known)}\nTry: {called} --help")


def _hint(word: str, known: Iterable[str]) -> str:
    names = list(known)
    close = get_close_matches(word.partition("=")[0], names, n=1)
    return f" Did you mean {close[0]!r}?" if close else ""
