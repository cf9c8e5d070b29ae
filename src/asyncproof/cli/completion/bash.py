"""The completion script for bash."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.cli.outline import Outline

_SCRIPT = """\
# Completion of asyncproof for bash. Made by: asyncproof completion bash
_asyncproof() {{
    local current="${{COMP_WORDS[COMP_CWORD]}}" previous="" command="" index
    if ((COMP_CWORD > 0)); then
        previous="${{COMP_WORDS[COMP_CWORD - 1]}}"
    fi
    # bash splits --color=auto into three words
    if [[ "$current" == "=" ]]; then
        current=""
    elif [[ "$previous" == "=" ]]; then
        previous="${{COMP_WORDS[COMP_CWORD - 2]}}"
    fi
    for ((index = 1; index < COMP_CWORD; index++)); do
        case "${{COMP_WORDS[index]}}" in
            {commands}) command="${{COMP_WORDS[index]}}"; break ;;
        esac
    done
    COMPREPLY=()
    case "$command $previous" in
{values}
    esac
    case "$command" in
{words}
    esac
}}
complete -o default -F _asyncproof asyncproof
"""
_REPLY = 'COMPREPLY=($(compgen -W "{words}" -- "$current"))'


def script(outline: Outline) -> str:
    """Return the script."""
    return _SCRIPT.format(
        commands="|".join(command.name for command in outline.commands),
        values="\n".join(_value_cases(outline)),
        words="\n".join(_word_cases(outline)),
    )


def _value_cases(outline: Outline) -> Iterator[str]:
    for level in (outline, *outline.commands):
        name = "" if level is outline else level.name
        for option in level.options:
            if option.takes_value:
                patterns = "|".join(f'"{name} {spelling}"' for spelling in option.names)
                reply = _REPLY.format(words=" ".join(option.choices)) if option.choices else ":"
                yield f"        {patterns}) {reply}; return ;;"


def _word_cases(outline: Outline) -> Iterator[str]:
    for level in (*outline.commands, outline):
        pattern = "*" if level is outline else level.name
        names = [command.name for command in level.commands]
        plain = _REPLY.format(words=" ".join([*names, *level.words])) if names or level.words else ":"
        dashed = _REPLY.format(words=" ".join(level.option_names()))
        yield f'        {pattern}) if [[ "$current" == -* ]]; then {dashed}; else {plain}; fi ;;'
