"""The options of `asyncproof check` that mend, and which of them go together."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from asyncproof.core import UsageError

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what is to be done with fixes."""
    fixes = parser.add_argument_group("fixes")
    fixes.add_argument("--fix", action="store_true", help="mend what can be mended without a look at it")
    fixes.add_argument(
        "--unsafe-fixes",
        action="store_true",
        help="mend also what deserves a look, as an `await` that makes a test say something else",
    )
    fixes.add_argument("--diff", action="store_true", help="show what would be mended, and write nothing")
    fixes.add_argument(
        "--verify",
        action="store_true",
        help="run the mended tests before and after, and say whose outcome has changed",
    )
    fixes.add_argument(
        "--python",
        metavar="PATH",
        default=sys.executable,
        help="the interpreter that runs them (default: this one)",
    )


def asks_for_fixes(args: argparse.Namespace) -> bool:
    """Tell whether something is to be mended, or shown how it would be."""
    if args.verify and args.diff:
        raise UsageError("--verify runs what is written, and --diff writes nothing.\nLeave one of them out.")
    if args.verify and not (args.fix or args.unsafe_fixes):
        raise UsageError("--verify compares the tests before and after fixes.\nAdd --fix or --unsafe-fixes.")
    if args.watch and (args.fix or args.unsafe_fixes or args.diff):
        raise UsageError(
            "--watch looks at files while they are written.\nLeave it out where files are mended."
        )
    return bool(args.fix or args.unsafe_fixes or args.diff)
