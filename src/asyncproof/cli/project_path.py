"""The argument of commands that look at one project as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.core import UsageError

if TYPE_CHECKING:
    import argparse


def add_project(parser: argparse.ArgumentParser, *, to: str) -> None:
    """Take the project that a command is there to do something with."""
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help=f"the project {to} (default: .)")


def find_project(args: argparse.Namespace, *, to: str) -> Path:
    """Return where the project is; it has to be there."""
    path = Path(args.path)
    if not path.exists():
        raise UsageError(f"There is no file or directory {args.path!r} {to}. Give the project's directory.")
    return path
