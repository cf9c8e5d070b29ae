"""The `asyncproof` command; each of its commands is one file in `cli/commands`."""

from asyncproof.cli.entry import main
from asyncproof.cli.exit_code import ExitCode

__all__ = ["ExitCode", "main"]
