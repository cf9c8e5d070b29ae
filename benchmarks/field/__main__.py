"""The commands: `python -m benchmarks.field try|page|check|explore`; each tells its options by `--help`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.field import checking, exploring, page
from benchmarks.field.project import names, read
from benchmarks.field.trying import PARTS, attempt

if TYPE_CHECKING:
    from collections.abc import Callable


def try_projects() -> None:
    """Try projects, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.field try", description=try_projects.__doc__)
    parser.add_argument(
        "projects", nargs="*", metavar="PROJECT", help=f"of {', '.join(names())} (default: all)"
    )
    parser.add_argument("--work", type=Path, required=True, help="a folder for sources and environments")
    parser.add_argument("--wheel", type=Path, required=True, help="the wheel of asyncproof that is tried")
    parser.add_argument("--uv", default="uv", help="the program that makes environments")
    parser.add_argument("--only", choices=PARTS, action="append", help="only this part (may be repeated)")
    options = parser.parse_args()
    for name in options.projects or names():
        print(attempt(read(name), options.work, options.wheel, options.uv, options.only or list(PARTS)))


COMMANDS: dict[str, Callable[[], None]] = {
    "try": try_projects,
    "page": page.main,
    "check": checking.main,
    "explore": exploring.main,
}


def main() -> None:
    """Give the command line to one of the commands."""
    if not set(sys.argv[1:2]) & COMMANDS.keys():
        sys.exit(f"usage: python -m benchmarks.field {'|'.join(COMMANDS)} ...")
    COMMANDS[sys.argv.pop(1)]()


if __name__ == "__main__":
    main()
