"""Claims about the outline of a parser, from which hints and completion are made."""

from __future__ import annotations

from asyncproof.cli.outline import outline_of
from asyncproof.cli.parser import build_parser
from asyncproof.cli.registry import command_names


def test_the_outline_has_all_that_is_taken() -> None:
    """Options with their values, the words of arguments, and the commands with their help are there."""
    outline = outline_of(build_parser(command_names()), name="asyncproof")
    commands = {command.name: command for command in outline.commands}
    assert "--version" in outline.option_names()
    (color,) = (option for option in outline.options if "--color" in option.names)
    assert color.takes_value
    assert color.choices == ("auto", "always", "never")
    assert commands["completion"].words == ("bash", "fish", "powershell", "zsh")
    assert not commands["completion"].takes_paths
    assert commands["doctor"].takes_paths
    assert "--json" in commands["doctor"].option_names()
    assert commands["doctor"].help.startswith("show what is installed")
