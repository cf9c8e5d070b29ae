"""Finds the commands: every module in `cli/commands` is one, and is imported only when it is needed."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    import argparse

    from rich.console import Console


# By name, because commands may ask here for one another.
_PACKAGE = "asyncproof.cli.commands"
_DIRECTORY = Path(__file__).parent / "commands"


class Command(Protocol):
    """What a module in `cli/commands` offers."""

    HELP: str
    """One line for the overview; the module's docstring is the long text."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Tell the parser what the command takes."""

    def run(self, args: argparse.Namespace, console: Console) -> int:
        """Do it, and return one of the exit codes."""
        ...


def command_names() -> list[str]:
    """Return the names of all commands, without importing one of them."""
    modules = pkgutil.iter_modules([str(_DIRECTORY)])
    return sorted(module.name.replace("_", "-") for module in modules if not module.name.startswith("_"))


def load_command(name: str) -> Command:
    """Import the module of a command."""
    return cast("Command", import_module(f"{_PACKAGE}.{name.replace('-', '_')}"))
