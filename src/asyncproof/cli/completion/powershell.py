"""The completion script for PowerShell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.cli.outline import Outline

_SCRIPT = """\
# Completion of asyncproof for PowerShell. Made by: asyncproof completion powershell
Register-ArgumentCompleter -Native -CommandName asyncproof -ScriptBlock {{
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @{{
{words}
    }}
    $command = ''
    foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {{
        $text = $element.ToString()
        if ($text -ne '' -and $words.ContainsKey($text) -and $text -ne $wordToComplete) {{ $command = $text; break }}
    }}
    $words[$command] | Where-Object {{ $_ -like "$wordToComplete*" }} | ForEach-Object {{
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }}
}}
"""


def script(outline: Outline) -> str:
    """Return the script."""
    return _SCRIPT.format(
        words="\n".join(map(_words, ("", *(c.name for c in outline.commands)), _levels(outline)))
    )


def _levels(outline: Outline) -> tuple[Outline, ...]:
    return (outline, *outline.commands)


def _words(name: str, level: Outline) -> str:
    words = [*(command.name for command in level.commands), *level.words, *level.option_names()]
    return f"        '{name}' = @({', '.join(f"'{word}'" for word in words)})"
