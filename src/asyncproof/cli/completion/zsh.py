"""The completion script for zsh."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.cli.outline import Option, Outline

_SCRIPT = """\
#compdef asyncproof
# Completion of asyncproof for zsh. Made by: asyncproof completion zsh
_asyncproof() {{
    local curcontext="$curcontext" state line
    typeset -A opt_args
    _arguments -C \\
        {options} \\
        '1: :->command' \\
        '*:: :->arguments'
    case $state in
        command)
            local -a commands=(
{commands}
            )
            _describe -t commands 'command' commands
            ;;
        arguments)
            case $words[1] in
{cases}
            esac
            ;;
    esac
}}
compdef _asyncproof asyncproof
"""


def script(outline: Outline) -> str:
    """Return the script."""
    return _SCRIPT.format(
        options=" \\\n        ".join(map(_option, outline.options)),
        commands="\n".join(
            f"                {_quoted(f'{command.name}:{command.help}')}" for command in outline.commands
        ),
        cases="\n".join(map(_case, outline.commands)),
    )


def _case(command: Outline) -> str:
    specs = [_option(option) for option in command.options]
    if command.words:
        specs.append(_quoted(f"1: :({' '.join(command.words)})"))
    if command.takes_paths:
        specs.append("'*: :_files'")
    return f"                {command.name}) _arguments {' '.join(specs)} ;;"


def _option(option: Option) -> str:
    exclusive = f"({' '.join(option.names)})" if len(option.names) > 1 else ""
    text = option.help.replace("[", "(").replace("]", ")").replace(":", "\\:")
    value = f": :({' '.join(option.choices)})" if option.choices else ": :" if option.takes_value else ""
    equals = "=" if option.takes_value else ""
    return " ".join(_quoted(f"{exclusive}{name}{equals}[{text}]{value}") for name in option.names)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
