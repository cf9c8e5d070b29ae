"""The completion script for fish."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.cli.outline import Outline

_HEADER = "# Completion of asyncproof for fish. Made by: asyncproof completion fish"


def script(outline: Outline) -> str:
    """Return the script."""
    return "\n".join([_HEADER, *_lines(outline)]) + "\n"


def _lines(outline: Outline) -> Iterator[str]:
    yield from _options(outline, condition="__fish_use_subcommand")
    for command in outline.commands:
        yield (
            "complete -c asyncproof -n __fish_use_subcommand -f "
            f"-a {_quoted(command.name)} -d {_quoted(command.help)}"
        )
    for command in outline.commands:
        condition = f"__fish_seen_subcommand_from {command.name}"
        yield from _options(command, condition=condition)
        if command.words:
            yield f"complete -c asyncproof -n {_quoted(condition)} -f -a {_quoted(' '.join(command.words))}"


def _options(outline: Outline, *, condition: str) -> Iterator[str]:
    for option in outline.options:
        names = " ".join(
            f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names
        )
        value = f" -x -a {_quoted(' '.join(option.choices))}" if option.takes_value else ""
        yield f"complete -c asyncproof -n {_quoted(condition)} {names}{value} -d {_quoted(option.help)}"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
