"""The page of the commands and all that they take, as their parsers say."""

from __future__ import annotations

import argparse
from itertools import groupby
from typing import TYPE_CHECKING

from asyncproof.cli.parser import build_parser
from asyncproof.cli.registry import command_names
from tools.reference.tables import prose, table

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMON = {"--help", "--color", "--traceback", "--version"}
MORE = {
    "check": "check",
    "completion": "cli",
    "doctor": "doctor",
    "explain": "explain",
    "explore": "explore-at-scale",
    "init": "init",
    "lsp": "editor",
    "report": "report",
    "review": "review",
    "rules": "check",
}
"""The page of each."""
INTRO = (
    "What each command of `asyncproof` takes. Exit codes, colours, completion: [the command line](../cli.md)."
)


def commands_page() -> str:
    """Make the page."""
    parser = build_parser(command_names())
    lines = ["# Commands", "", INTRO, "", "## All commands", ""]
    lines += table(("option", "what it does"), options_of(parser, COMMON))
    for name, command in commands_of(parser).items():
        lines += [f"## `asyncproof {name}`", "", *described(command.description or ""), ""]
        lines += table(("", "what it is"), [*arguments_of(command), *options_of(command)])
        lines += [f"To read: [{MORE[name]}](../{MORE[name]}.md).", ""]
    return "\n".join(lines)


def commands_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of the commands."""
    kinds = parser._actions  # noqa: SLF001 - argparse has no public way to ask
    return next(dict(one.choices) for one in kinds if isinstance(one, argparse._SubParsersAction))  # noqa: SLF001 - as above


def arguments_of(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """Tell of the words that are no options."""
    for action in parser._actions:  # noqa: SLF001 - as above
        if not action.option_strings and action.help != argparse.SUPPRESS:
            yield (
                f"`{action.metavar or '{' + ','.join(action.choices or [action.dest]) + '}'}`",
                help_of(action),
            )


def options_of(parser: argparse.ArgumentParser, only: set[str] | None = None) -> Iterator[tuple[str, str]]:
    """Tell of the options: some, or all that not every command has."""
    for action in parser._actions:  # noqa: SLF001 - as above
        names = set(action.option_strings)
        is_wanted = names & only if only else names and not names & COMMON
        if is_wanted and action.help != argparse.SUPPRESS:
            yield (
                ", ".join(f"`{shown(name, action)}`" for name in reversed(action.option_strings)),
                help_of(action),
            )


def shown(name: str, action: argparse.Action) -> str:
    """Show an option with its value, if it takes one."""
    if action.nargs == 0 or not name.startswith("--"):
        return name
    return f"{name}={action.metavar or action.dest.upper()}"


def help_of(action: argparse.Action) -> str:
    """Return what an option says of itself, with what it is unless it is given."""
    choices = ", ".join(map(str, action.choices or ()))
    text = prose((action.help or "") % {**vars(action), "choices": choices, "prog": "asyncproof"})
    is_told = action.metavar or choices in text
    return text if is_told else f"{text} One of: {choices}."


def described(text: str) -> list[str]:
    """Return the lines of a description; what is indented in it is shown as it is."""
    found: list[str] = []
    for is_shown, lines in groupby(text.splitlines(), key=lambda line: line.startswith("  ")):
        shown_lines = [line.removeprefix("  ") for line in lines]
        found += ["```text", *shown_lines, "```"] if is_shown else shown_lines
    return found
