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
        if ($text -ne $wordToComplete -and $words.ContainsKey($text)) {{ $command = $text; break }}
    }}
    $words[$command] | Where-Object {{ $_ -like "$wordToComplete*" }} | ForEach-Object {{
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }}
}}
"""


def script(outline: Outline) -> str:
    """Return the script."""
    lines = [_words("", outline), *(_words(command.name, command) for command in outline.commands)]
    return _SCRIPT.format(words="\n".join(lines))


def _words(name: str, level: Outline) -> str:
    words = [*(command.name for command in level.commands), *level.words, *level.option_names()]
    listed = ", ".join(f"'{word}'" for word in words)
    return f"        '{name}' = @({listed})"
