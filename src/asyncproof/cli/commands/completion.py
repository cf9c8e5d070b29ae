"""Print a script that lets a shell complete asyncproof's commands and options.

To use it, let your shell read what this prints:

  bash        source <(asyncproof completion bash)            in ~/.bashrc
  zsh         source <(asyncproof completion zsh)             in ~/.zshrc, after compinit
  fish        asyncproof completion fish | source             in ~/.config/fish/config.fish
  powershell  asyncproof completion powershell | Out-String | Invoke-Expression      in $PROFILE
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from asyncproof.cli.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse

    from rich.console import Console

HELP = "print the script for completion in your shell"
_SHELLS = ("bash", "fish", "powershell", "zsh")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the name of a shell."""
    parser.add_argument(
        "shell", choices=_SHELLS, help="the shell to make it for: %(choices)s", metavar="SHELL"
    )


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the script for the shell."""
    from asyncproof.cli.outline import outline_of
    from asyncproof.cli.parser import build_parser
    from asyncproof.cli.registry import command_names

    outline = outline_of(build_parser(command_names()), name="asyncproof")
    script: str = import_module(f"asyncproof.cli.completion.{args.shell}").script(outline)
    console.file.write(script)  # as it is: a shell reads it, so nothing may be wrapped or coloured
    return ExitCode.OK
