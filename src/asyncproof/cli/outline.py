"""What a parser takes, as plain data: hints about misspelt options and shell completion are made from it."""

from __future__ import annotations

import argparse
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One option, by all of its names."""

    names: tuple[str, ...]
    help: str
    takes_value: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A parser: its options, the words its arguments may be, and its commands."""

    name: str
    help: str
    options: tuple[Option, ...]
    words: tuple[str, ...]
    takes_paths: bool
    commands: tuple[Outline, ...]

    def option_names(self) -> list[str]:
        """Return the names of all options."""
        return [name for option in self.options for name in option.names]


def outline_of(parser: argparse.ArgumentParser, *, name: str, summary: str = "") -> Outline:
    """Describe a parser and the parsers of its commands."""
    actions = parser._actions  # noqa: SLF001 - argparse has no public way to ask
    commands = [action for action in actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001 - as above
    arguments = [action for action in actions if not action.option_strings and action not in commands]
    return Outline(
        name=name,
        help=summary,
        options=tuple(_option(action) for action in actions if action.option_strings),
        words=tuple(str(word) for action in arguments for word in action.choices or ()),
        takes_paths=any(not action.choices for action in arguments),
        commands=tuple(outline for action in commands for outline in _command_outlines(action)),
    )


def _command_outlines(action: argparse._SubParsersAction[argparse.ArgumentParser]) -> list[Outline]:
    summaries = {choice.dest: choice.help or "" for choice in action._choices_actions}  # noqa: SLF001 - as above
    return [outline_of(parser, name=name, summary=summaries[name]) for name, parser in action.choices.items()]


def _option(action: argparse.Action) -> Option:
    return Option(
        names=tuple(action.option_strings),
        help=action.help or "",
        takes_value=action.nargs != 0,
        choices=tuple(str(choice) for choice in action.choices or ()),
    )
